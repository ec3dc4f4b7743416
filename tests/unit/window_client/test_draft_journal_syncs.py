"""What a window's draft keeps through a power cut, when a sync before had failed."""

import os
from pathlib import Path

import pytest

from domain.failures import Failure
from offline_queue.station import Station
from window_client.shell.draft_journal import DraftJournal
from window_client.shell.draft_vault import DraftVault

DRAFT = "0190a0b0-0000-7000-8000-00000000000a"


class Disk:
    """What it was told to make durable, and what was written once more for it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.works = True
        self.synced: list[str] = []
        self.rewritten = 0
        self._write = os.pwrite
        for name in ("fsync", "fdatasync"):
            monkeypatch.setattr(os, name, self._sync)
        monkeypatch.setattr(os, "pwrite", self._pwrite)

    def _sync(self, descriptor: int) -> None:
        if not self.works:
            raise OSError(5, "EIO")
        self.synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)

    def _pwrite(self, descriptor: int, data: bytes, offset: int) -> int:
        self.rewritten += len(data)
        return self._write(descriptor, data, offset)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


@pytest.fixture
def journal(tmp_path: Path, disk: Disk) -> DraftJournal:
    """With one record that is durable."""
    station = Station(tmp_path)
    station.identity.mkdir()
    station.device_key.write_bytes(b"a device key")
    journal = DraftVault(station).journal("window1", DRAFT)
    journal.append(b"one")
    journal.sync()
    return journal


def size(tmp_path: Path) -> int:
    return (tmp_path / "desk" / "drafts" / DRAFT / "journal").stat().st_size


def test_the_first_sync_makes_names_durable_and_later_ones_wait_for_the_records_alone(journal, disk) -> None:
    assert disk.synced[-3:] == ["journal", DRAFT, "drafts"]
    disk.synced.clear()
    disk.rewritten = 0
    journal.append(b"two")
    journal.sync()
    assert disk.synced == ["journal"]
    assert disk.rewritten == 0


def test_after_a_sync_that_failed_all_of_it_is_written_once_more(journal, disk, tmp_path: Path) -> None:
    journal.append(b"two")
    disk.works, disk.rewritten = False, 0
    for _ in range(2):
        with pytest.raises(Failure):
            journal.sync()
    disk.works, disk.rewritten = True, 0
    journal.sync()
    assert disk.rewritten == size(tmp_path)
    assert journal.read() == (b"one", b"two")


def test_what_was_erased_meanwhile_is_no_failure(journal, disk, tmp_path: Path) -> None:
    disk.works = False
    with pytest.raises(Failure):
        journal.sync()
    disk.works = True
    (tmp_path / "desk" / "drafts" / DRAFT / "journal").unlink()
    journal.sync()
