"""The drafts of a window on its disk: journals and pictures, all sealed under the device's key.

``desk/drafts/<draft id>/journal`` and ``…/pages/<picture id>``. What has been handed in or given up is erased.
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from domain.failures import Failure, FailureCode
from offline_queue.durable_files import make_folder, sync_folder, write_durably
from offline_queue.station import Station
from offline_queue.storage_faults import file_fault
from window_client.draft.application import Application, Begun, Change, PaperHandled, changed
from window_client.draft.records import as_record, from_record
from window_client.draft.steps import Arrived, Composed, Rescanned
from window_client.shell.device_seal import DeviceSeal
from window_client.shell.draft_journal import DraftJournal

_ID = re.compile(r"[0-9a-f-]{36}")


@dataclass(frozen=True, slots=True)
class Recalled:
    """A draft as it was, and pictures that came in without a word of them reaching the journal."""

    application: Application
    strays: tuple[str, ...]
    changed_at: float
    """Seconds since the epoch, by the file system: only to sort a list."""


class DraftVault:
    """Pictures may be kept and read on any thread; journals belong to the GUI thread."""

    def __init__(self, station: Station) -> None:
        self._folder = station.root / "desk" / "drafts"
        self._seal = DeviceSeal(station.device_key, "onewindow window draft v1")

    @property
    def ready(self) -> bool:
        """False before enrolment."""
        return self._seal.ready

    def journal(self, clerk: str, draft_id: str) -> DraftJournal:
        return DraftJournal(self._draft(draft_id) / "journal", self._seal, f"{draft_id} {clerk}")

    def drafts(self, clerk: str) -> tuple[Recalled, ...]:
        """Of this clerk, the latest first. Raises STORE_*."""
        if not self._folder.is_dir():
            return ()
        found = [self.recall(clerk, path.name) for path in self._folder.iterdir() if _ID.fullmatch(path.name)]
        return tuple(sorted((one for one in found if one is not None), key=lambda one: -one.changed_at))

    def recall(self, clerk: str, draft_id: str) -> Recalled | None:
        """``None``: not there, not this clerk's. Raises STORE_*."""
        records = self.journal(clerk, draft_id).read()
        changes = [change for change in map(from_record, records) if change is not None]
        if not changes or not isinstance(changes[0], Begun):
            return None
        application = Application("")
        for change in changes:
            application = changed(application, change)
        known = {name for change in changes for name in _pictures(change)}
        at = (self._draft(draft_id) / "journal").stat().st_mtime
        return Recalled(application, tuple(sorted(self._kept(draft_id) - known)), at)

    def keep_picture(self, draft_id: str, name: str, data: bytes) -> None:
        """Durable on return. Raises STORE_*; ``ValueError`` before enrolment."""
        folder = self._draft(draft_id) / "pages"
        make_folder(folder)
        write_durably(folder / name, self._seal.seal(data, f"{draft_id} {name}"))

    def picture(self, draft_id: str, name: str) -> bytes | None:
        """``None``: not there, or damaged."""
        try:
            sealed = (self._draft(draft_id) / "pages" / name).read_bytes()
        except OSError:
            return None
        return self._seal.unseal(sealed, f"{draft_id} {name}")

    def erase(self, draft_id: str) -> None:
        """Raises STORE_*. A flash disk may keep old blocks; they are sealed."""
        try:
            if self._draft(draft_id).exists():
                shutil.rmtree(self._draft(draft_id))
                sync_folder(self._folder)
        except OSError as error:
            raise file_fault(error) from error

    def _kept(self, draft_id: str) -> set[str]:
        folder = self._draft(draft_id) / "pages"
        return {path.name for path in folder.iterdir() if _ID.fullmatch(path.name)} if folder.is_dir() else set()

    def _draft(self, draft_id: str) -> Path:
        return self._folder / draft_id


def page_missing(name: str) -> Failure:
    """A page of the pile whose picture cannot be read any more."""
    return Failure(FailureCode.DRAFT_PAGE_MISSING, name)


def _pictures(change: Change) -> tuple[str, ...]:
    match change:
        case PaperHandled(Arrived(page) | Rescanned(_, page) | Composed(_, page)):
            return (page.image,)
        case _:
            return ()


def write_change(journal: DraftJournal, change: Change) -> None:
    """Raises STORE_*."""
    journal.append(as_record(change))
