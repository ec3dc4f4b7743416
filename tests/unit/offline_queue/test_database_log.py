"""What the log of a database may hold that no sync brought to the disk, and who sees to it."""

import contextlib
import os
import sqlite3
from pathlib import Path

import pytest

from domain.failures import Failure, FailureCode
from offline_queue import durable_files
from offline_queue.database_log import close_without_checkpoint
from offline_queue.store import Store

_FILL = "INSERT INTO counter (name, value) VALUES (?, 7)"


class Disk:
    """Its syncs fail as long as it is told; keeps what was written into a log once more."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.works = True
        self.rewritten: list[bytes] = []
        self._sync, self._write = os.fsync, os.pwrite
        monkeypatch.setattr(durable_files.os, "fsync", self._fsync)
        monkeypatch.setattr(durable_files.os, "pwrite", self._pwrite)

    def _fsync(self, descriptor: int) -> None:
        if not self.works:
            raise OSError(5, "EIO")
        self._sync(descriptor)

    def _pwrite(self, descriptor: int, data: bytes, offset: int) -> int:
        assert Path(f"/proc/self/fd/{descriptor}").readlink().name == "queue.db-wal"
        self.rewritten.append(data)
        return self._write(descriptor, data, offset)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database whose log lies beside it, as after a kill."""
    path = tmp_path / "queue.db"
    store = Store.open(path)
    with store.transaction() as transaction:
        transaction.change(_FILL, "before the kill")
    copy = tmp_path / "killed" / "queue.db"
    copy.parent.mkdir()
    for end in ("", "-wal"):
        copy.with_name(f"queue.db{end}").write_bytes(path.with_name(f"queue.db{end}").read_bytes())
    store.close()
    return copy


def log_of(path: Path) -> Path:
    return path.with_name("queue.db-wal")


def test_a_log_that_lies_there_is_written_again_before_anybody_builds_on_it(path: Path, disk: Disk) -> None:
    there = log_of(path).read_bytes()
    with contextlib.closing(Store.open(path)):
        assert b"".join(disk.rewritten) == there != b""


def test_where_that_fails_nothing_opens_and_nothing_is_copied_into_the_database(path: Path, disk: Disk) -> None:
    database, log = path.read_bytes(), log_of(path).read_bytes()
    disk.works = False
    with pytest.raises(Failure) as failed:
        Store.open(path)
    assert failed.value.code is FailureCode.STORE_WRITE_FAILED
    assert (path.read_bytes(), log_of(path).read_bytes()) == (database, log)
    disk.works = True
    with contextlib.closing(Store.open(path)) as store, store.reading() as transaction:
        assert transaction.row("SELECT value FROM counter WHERE name = 'before the kill'") == {"value": 7}


def test_a_first_reading_does_not_wait_for_who_writes(path: Path) -> None:
    with contextlib.closing(Store.open(path)) as store, store.transaction() as writing:
        writing.change(_FILL, "not yet")
        with store.reading() as transaction:
            assert transaction.row("SELECT value FROM counter WHERE name = 'not yet'") is None


def test_a_fault_writes_the_log_again_and_the_refused_commit_is_gone(path: Path, disk: Disk) -> None:
    """For whoever reads next; what was committed before it stays."""
    with contextlib.closing(Store.open(path)) as store, contextlib.closing(Store.open(path)):
        disk.rewritten.clear()
        with pytest.raises(Failure):
            refused(store)
        assert disk.rewritten != []
        with store.reading() as reading:
            names = {row["name"] for row in reading.rows("SELECT name FROM counter")}
        assert "refused" not in names
        assert "before the kill" in names


def refused(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.change(_FILL, "refused")
        raise sqlite3.OperationalError


@pytest.mark.parametrize(("end", "stays"), [(close_without_checkpoint, True), (sqlite3.Connection.close, False)])
def test_a_connection_in_doubt_leaves_the_database_as_it_is(path: Path, end, stays: bool) -> None:
    """The other end shows that SQLite would copy the log."""
    before = path.read_bytes()
    line = sqlite3.connect(path)
    assert line.execute("SELECT COUNT(*) FROM counter").fetchone()[0] > 0
    line.execute("PRAGMA user_version").fetchone()
    end(line)
    assert (path.read_bytes() == before) is stays
    assert log_of(path).exists() is stays


def test_only_a_commit_that_waited_for_the_disk_begins_to_copy_the_log(tmp_path: Path) -> None:
    """SQLite tells nobody when the sync fails with which that begins, and the next commit would stand on nothing."""
    path = tmp_path / "queue.db"
    with contextlib.closing(Store.open(path)) as store:
        size = path.stat().st_size
        for number in range(3):
            with store.transaction(durable=False) as transaction:
                transaction.change_many(_FILL, [(f"{number} {one:0200}",) for one in range(9000)])
        assert log_of(path).stat().st_size > 4 << 20
        assert path.stat().st_size == size
        with store.transaction() as transaction:
            transaction.change(_FILL, "durable")
        assert path.stat().st_size > 4 << 20


def test_commits_that_never_wait_do_not_let_the_log_grow(tmp_path: Path) -> None:
    """As of an agent that has nothing to deliver for days."""
    path = tmp_path / "queue.db"
    with contextlib.closing(Store.open(path)) as store:
        for number in range(1500):
            with store.transaction(durable=False) as transaction:
                transaction.change_many(_FILL, [(f"{number} {one:0200}",) for one in range(40)])
        assert log_of(path).stat().st_size < 16 << 20 < path.stat().st_size
