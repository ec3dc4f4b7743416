"""The search for plaintext finds what is there: a search that finds nothing proves nothing."""

from pathlib import Path

import pytest

from demo.evidence import find_plaintext

SECRET = "钱甬江"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_planted_secret_is_found(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file.bin").write_bytes(b"\x00\x01" + SECRET.encode(encoding) + b"\xff")
    assert [hit.encoding for hit in find_plaintext([tmp_path], ["330203190001010013", SECRET])] == [encoding]


def test_a_file_name_counts(tmp_path: Path) -> None:
    (tmp_path / f"{SECRET}.log").write_bytes(b"")
    assert [hit.encoding for hit in find_plaintext([tmp_path], [SECRET])] == ["utf-8"]


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"sealed")
    assert find_plaintext([tmp_path], [SECRET]) == []
