"""Sealed bytes reach the file whole and in order, however they come."""

import hashlib
import os

import pytest

from domain.failures import Failure, FailureCode
from offline_queue import page_files, sealed_file
from offline_queue.page_files import PageFiles

ROOM = sealed_file._ROOM_BYTES


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
    (kept,) = files.keep_all([lambda sink: [sink(piece) for piece in pieces]])
    whole = b"".join(pieces)
    assert (kept.digest, kept.size) == (hashlib.sha256(whole).hexdigest(), len(whole))
    assert files.path(kept.digest).read_bytes() == whole


def test_files_of_one_thread_do_not_mix(files):
    """It gathers the second in the room of the first."""
    long, short = os.urandom(200_000), os.urandom(100)
    kept = [files.keep_all([lambda sink, data=data: sink(data)])[0] for data in (long, short)]
    assert [files.path(one.digest).read_bytes() for one in kept] == [long, short]


@pytest.mark.parametrize("size", [100, 3 * ROOM])
def test_a_disk_that_fails_while_it_is_filled_keeps_nothing(files, monkeypatch, size):
    def fails(_descriptor, _data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sealed_file, "write_all", fails)
    with pytest.raises(Failure) as caught:
        files.keep_all([lambda sink: [sink(os.urandom(size)) for _ in range(2)]])
    assert caught.value.code is FailureCode.STORE_DISK_FULL
    assert list(files.digests()) == list(files.unfinished()) == []


def test_a_pile_larger_than_what_is_open_at_once_is_kept_in_its_order(files, monkeypatch):
    monkeypatch.setattr(page_files, "_OPEN_AT_ONCE", 3)
    pages = [os.urandom(size) for size in (10, 2 * ROOM, 0, 70_000, ROOM, 1, 5)]
    kept = files.keep_all([lambda sink, page=page: sink(page) for page in pages])
    assert [files.path(one.digest).read_bytes() for one in kept] == pages


class Unwilling(Exception):
    """Raised by who fills a file."""


def unwilling(sink):
    sink(b"half a page")
    raise Unwilling


def test_who_stops_half_way_leaves_nothing_in_the_next_file(files):
    with pytest.raises(Unwilling):
        files.keep_all([unwilling])
    (kept,) = files.keep_all([lambda sink: sink(b"a page")])
    assert files.path(kept.digest).read_bytes() == b"a page"
    assert list(files.unfinished()) == []


@pytest.mark.parametrize("open_at_once", [1, 64])
def test_a_pile_is_kept_whole_or_not_at_all(files, monkeypatch, open_at_once):
    monkeypatch.setattr(page_files, "_OPEN_AT_ONCE", open_at_once)
    with pytest.raises(Unwilling):
        files.keep_all([lambda sink: sink(b"one"), lambda sink: sink(b"two"), unwilling])
    assert list(files.digests()) == list(files.unfinished()) == []


def test_what_was_there_before_stays_when_it_cannot_be_kept_again(files, monkeypatch):
    (kept,) = files.keep_all([lambda sink: sink(b"a page")])
    monkeypatch.setattr(page_files, "_OPEN_AT_ONCE", 1)
    with pytest.raises(Unwilling):
        files.keep_all([lambda sink: sink(b"a page"), unwilling])
    assert list(files.digests()) == [kept.digest]
    assert files.path(kept.digest).read_bytes() == b"a page"


def test_a_sync_that_fails_for_one_of_a_pile_keeps_none(files, monkeypatch):
    synced = []

    def sync(descriptor):
        synced.append(descriptor)
        if len(synced) == 2:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(sealed_file.os, "fsync", sync)
    with pytest.raises(Failure) as caught:
        files.keep_all([lambda sink, page=page: sink(page) for page in (b"one", b"two", b"three")])
    assert caught.value.code is FailureCode.STORE_WRITE_FAILED
    assert list(files.digests()) == list(files.unfinished()) == []
