"""The drafts of a window on its disk: journals and pictures, all sealed under the device's key.

``desk/drafts/<draft id>/journal``, ``…/owner`` and ``…/pages/<picture id>``. What has been handed in or
given up is erased.
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
from window_client.shell.draft_owners import Owner, note_owner, read_owner

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
        """``None``: not there, not this clerk's, or erased meanwhile on another thread. Raises STORE_*."""
        records = self.journal(clerk, draft_id).read()
        changes = [change for change in map(from_record, records) if change is not None]
        if not changes or not isinstance(changes[0], Begun):
            return None
        application = Application("")
        for change in changes:
            application = changed(application, change)
        known = {name for change in changes for name in _pictures(change)}
        try:
            at = (self._draft(draft_id) / "journal").stat().st_mtime
            strays = self._kept(draft_id) - known
        except FileNotFoundError:
            return None
        return Recalled(application, tuple(sorted(strays)), at)

    def note_owner(self, draft_id: str, owner: Owner) -> None:
        """Raises STORE_*; before enrolment nothing is kept."""
        if self.ready:
            note_owner(self._draft(draft_id), self._seal, owner)

    def of_everybody(self) -> tuple[tuple[Owner, Recalled], ...]:
        """Drafts of this window whose owner is noted, the latest first. Raises STORE_*."""
        if not self._folder.is_dir():
            return ()
        found: list[tuple[Owner, Recalled]] = []
        for path in self._folder.iterdir():
            owner = read_owner(path, self._seal) if _ID.fullmatch(path.name) else None
            recalled = self.recall(owner.username, path.name) if owner else None
            if owner and recalled is None and owner.before:
                recalled = self.recall(owner.before, path.name)
            if owner and recalled:
                found.append((owner, recalled))
        return tuple(sorted(found, key=lambda one: -one[1].changed_at))

    def take_over(self, draft_id: str, by: Owner) -> bool:
        """The draft is ``by``'s from here on, wherever a crash cuts in: first the note, then the journal sealed anew.
        ``False``: it is not there any more. Raises STORE_*."""
        folder = self._draft(draft_id)
        had = read_owner(folder, self._seal)
        if had is None:
            return False
        holders = [name for name in (had.username, had.before) if name]
        opens = next((name for name in holders if self.journal(name, draft_id).read()), "")
        if not opens:
            return False
        note_owner(folder, self._seal, by.model_copy(update={"before": "" if opens == by.username else opens}))
        if opens != by.username:
            records = self.journal(opens, draft_id).read()
            write_durably(folder / "journal", self.journal(by.username, draft_id).sealed(records))
        return True

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
