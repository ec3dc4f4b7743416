"""Parts of uploads, and the platform's log, of which a sync may have failed."""

import contextlib
import hashlib
import os
import threading
from pathlib import Path

import pytest
import sqlalchemy

from acceptance_platform import data_folder, expected_objects, upload_files
from acceptance_platform.data_folder import DataFolder
from acceptance_platform.database import Database
from acceptance_platform.upload_files import UploadFiles
from acceptance_platform.upload_settling import settle_all

DATA = b"a sealed page"
DIGEST = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def rewritten(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were written once more."""
    names: list[str] = []
    write = os.pwrite

    def noted(descriptor: int, data: bytes, offset: int) -> int:
        names.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        return write(descriptor, data, offset)

    monkeypatch.setattr(data_folder.os, "pwrite", noted)
    return names


class Announced:
    """A lock that tells when somebody comes to it."""

    def __init__(self, come: threading.Event) -> None:
        self._lock, self._come = threading.Lock(), come

    def __enter__(self) -> None:
        self._come.set()
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def begun(folder: DataFolder) -> UploadFiles:
    files = UploadFiles(folder)
    with files.appending(DIGEST) as part:
        part.write(DATA[:4])
    return files


def test_a_part_of_a_process_that_is_gone_is_written_once_more_before_it_counts(data_folder, rewritten) -> None:
    assert begun(data_folder).durable_size(DIGEST) == 4
    assert rewritten == []
    files = UploadFiles(data_folder)
    with files.appending(DIGEST) as part:
        part.write(DATA[4:])
    assert files.durable_size(DIGEST) == files.durable_size(DIGEST) == len(DATA)
    assert rewritten == [f"{DIGEST}.part"]
    assert files.settle(DIGEST, len(DATA)) == len(DATA)
    assert files.read(DIGEST) == DATA


def test_a_part_that_does_not_reach_the_disk_begins_anew(data_folder, monkeypatch) -> None:
    """Here and where it was begun by who is gone."""
    for files in (begun(data_folder), UploadFiles(data_folder)):
        with files.appending(DIGEST) as part:
            part.write(b"more")
        with monkeypatch.context() as broken:
            broken.setattr(upload_files.os, "fsync", _refused)
            with pytest.raises(OSError, match="EIO"):
                files.durable_size(DIGEST)
        assert files.durable_size(DIGEST) == 0
        begun(data_folder)


def test_who_asks_while_a_sync_fails_does_not_believe_the_next_one(data_folder, monkeypatch) -> None:
    """A list of what is missing is made beside the request that ends the upload: each syncs the part."""
    files, sync, offsets = begun(data_folder), os.fsync, []
    with files.appending(DIGEST) as part:
        part.write(DATA[4:])
    waits = threading.Event()
    monkeypatch.setattr(files, "_syncing", (Announced(waits),) * len(files._syncing))

    def settle() -> None:
        offsets.append(files.settle(DIGEST, len(DATA)))
        waits.set()

    other = threading.Thread(target=settle)

    def failing(descriptor: int) -> None:
        if threading.current_thread() is other:
            sync(descriptor)
            return
        waits.clear()
        other.start()
        waits.wait()
        raise OSError(5, "EIO")

    monkeypatch.setattr(upload_files.os, "fsync", failing)
    with pytest.raises(OSError, match="EIO"):
        files.missing({DIGEST: len(DATA)})
    other.join()
    assert offsets == [0]
    assert not files.is_sealed(DIGEST)


def test_a_log_that_lies_there_is_written_again_once_before_anybody_reads(data_folder, rewritten) -> None:
    with contextlib.closing(Database(data_folder.database)) as database:
        with database.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE seen (word TEXT)")
        killed = DataFolder(data_folder.root / "killed")
        killed.create()
        for end in ("", "-wal"):
            there = data_folder.database.with_name(f"{data_folder.database.name}{end}")
            killed.database.with_name(there.name).write_bytes(there.read_bytes())
    rewritten.clear()
    with contextlib.closing(Database(killed.database)) as database:
        with database.reading() as one, database.reading() as other:
            assert one.execute(sqlalchemy.text("SELECT COUNT(*) FROM seen")).scalar() == 0
            assert other.execute(sqlalchemy.text("SELECT COUNT(*) FROM seen")).scalar() == 0
        assert rewritten == ["platform.db-wal"]


def _refused(_descriptor: int) -> None:
    raise OSError(5, "EIO")


def test_a_start_looks_only_at_parts_that_may_be_whole(data_folder, rewritten, monkeypatch) -> None:
    """After a power cut of a city there are gigabytes of the others."""
    files, whole = begun(data_folder), hashlib.sha256(b"whole").hexdigest()
    with files.appending(whole) as part:
        part.write(b"whole")
    monkeypatch.setattr(expected_objects, "object_size", lambda _connection, digest: 5 if digest == whole else 99)
    with contextlib.closing(Database(data_folder.database)) as database:
        again = UploadFiles(data_folder)
        rewritten.clear()
        settle_all(database, again)
        assert again.is_sealed(whole)
        assert f"{whole}.part" in rewritten
        assert f"{DIGEST}.part" not in rewritten
