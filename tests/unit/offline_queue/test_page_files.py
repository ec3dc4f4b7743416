"""Sealed bytes reach the file whole and in order, however they come."""

import hashlib
import os

import pytest

from domain.failures import Failure, FailureCode
from offline_queue import page_files
from offline_queue.page_files import PageFiles

ROOM = page_files._ROOM_BYTES


@pytest.fixture
def files(tmp_path):
    made = PageFiles(tmp_path / "pages", tmp_path / "quarantine")
    made.prepare()
    return made


@pytest.mark.parametrize(
    "sizes",
    [(), (1,), (65_552,) * 8, (ROOM,), (ROOM - 1, 1, 1), (ROOM + 1,), (10, ROOM + 1, 10), (3 * ROOM, ROOM, 1)],
    ids=lambda sizes: "+".join(map(str, sizes)) or "nothing",
)
def test_pieces_of_every_size_become_one_file(files, sizes):
    pieces = [os.urandom(size) for size in sizes]
    (kept,) = files.keep_all([lambda sink: [sink.write(piece) for piece in pieces]])
    whole = b"".join(pieces)
    assert (kept.digest, kept.size) == (hashlib.sha256(whole).hexdigest(), len(whole))
    assert files.path(kept.digest).read_bytes() == whole


def test_files_of_one_thread_do_not_mix(files):
    """It gathers the second in the room of the first."""
    long, short = os.urandom(200_000), os.urandom(100)
    kept = [files.keep_all([lambda sink, data=data: sink.write(data)])[0] for data in (long, short)]
    assert [files.path(one.digest).read_bytes() for one in kept] == [long, short]


@pytest.mark.parametrize("size", [100, 3 * ROOM])
def test_a_disk_that_fails_while_it_is_filled_keeps_nothing(files, monkeypatch, size):
    def fails(_descriptor, _data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(page_files, "write_all", fails)
    with pytest.raises(Failure) as caught:
        files.keep_all([lambda sink: [sink.write(os.urandom(size)) for _ in range(2)]])
    assert caught.value.code is FailureCode.STORE_DISK_FULL
    assert list(files.digests()) == list(files.unfinished()) == []
