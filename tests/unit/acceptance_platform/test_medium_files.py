"""What somebody prepared on a courier's medium is neither waited for nor written through."""

import os

import pytest

from acceptance_platform.medium_files import adding, reading, writing_anew


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_is_refused(tmp_path, make):
    path = tmp_path / "one.owp"
    make(path)
    with pytest.raises(OSError):  # noqa: PT011 - whichever the kernel or we say
        reading(path)


def test_no_link_is_written_through(tmp_path):
    ours = tmp_path / "platform.db"
    ours.write_bytes(b"ours")
    for name in ("custody.jsonl", "one.tmp"):
        (tmp_path / name).symlink_to(ours)
    with pytest.raises(OSError):  # noqa: PT011 - ELOOP
        adding(tmp_path / "custody.jsonl")
    with writing_anew(tmp_path / "one.tmp") as file:
        file.write(b"receipt")
    assert ours.read_bytes() == b"ours"
    assert (tmp_path / "one.tmp").read_bytes() == b"receipt"


def test_a_list_is_read_and_added_to(tmp_path):
    for line in (b"one\n", b"two\n"):
        with adding(tmp_path / "custody.jsonl") as file:
            file.seek(0)
            before = file.read()
            file.write(line)
    assert before == b"one\n"
    assert (tmp_path / "custody.jsonl").read_bytes() == b"one\ntwo\n"
