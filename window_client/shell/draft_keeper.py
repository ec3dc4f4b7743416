"""Writes every change of the open draft into its journal before the screen shows it."""

import contextlib
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from domain.failures import Failure
from qt_edge.background_jobs import BackgroundJobs
from window_client.draft.application import Application, Begun, Change, Parked
from window_client.shell.draft_journal import DraftJournal
from window_client.shell.draft_owners import Owner
from window_client.shell.draft_vault import DraftVault, Recalled, write_change

_SYNC_MS = 200
"""A power cut costs at most what was typed in this time; a killed process costs nothing."""


class DraftKeeper(QObject):
    """GUI thread only."""

    def __init__(self, vault: DraftVault, failed: Callable[[], None]) -> None:
        """``failed`` when the disk refused; the work goes on in memory."""
        super().__init__()
        self._vault = vault
        self._failed = failed
        self._jobs = BackgroundJobs("drafts")
        self._owner = Owner(username="", name="")
        self._journal: DraftJournal | None = None
        self._draft_id = ""
        self._given_up: set[str] = set()
        """Not to be seen again, though the disk may still be at erasing them."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SYNC_MS)
        self._timer.timeout.connect(self._sync)

    def enter(self, clerk: str, name: str) -> str:
        """A clerk sits down. The draft they were at when the window ended; empty: none."""
        self._owner = Owner(username=clerk, name=name)
        open_ = [one for one in self.drafts() if not one.application.parked]
        return open_[0].application.draft_id if open_ else ""

    def drafts(self) -> tuple[Recalled, ...]:
        """Of this clerk, the latest first; without the open one."""
        try:
            found = self._vault.drafts(self._owner.username)
        except Failure:
            self._failed()
            return ()
        hidden = {self._draft_id, *self._given_up}
        return tuple(one for one in found if one.application.draft_id not in hidden)

    @property
    def owner(self) -> Owner:
        """Who sits here; without a username: nobody."""
        return self._owner

    def begin(self, draft_id: str, catalogue_version: str) -> Application:
        self._open(draft_id)
        self.note(Begun(draft_id, catalogue_version))
        owner = self._owner
        self._jobs.run(lambda: self._vault.note_owner(draft_id, owner), lambda _outcome: None)
        return Application(draft_id, catalogue_version)

    def recall(self, draft_id: str) -> Recalled | None:
        """Open a draft where it was."""
        with contextlib.suppress(Failure):
            recalled = self._vault.recall(self._owner.username, draft_id)
            if recalled is not None:
                self._open(draft_id)
                self.note(Parked(False))
                return recalled
        return None

    def note(self, change: Change) -> None:
        """With the operating system on return, on the disk a moment later."""
        if self._journal is None:
            return
        try:
            write_change(self._journal, change)
        except (Failure, ValueError):
            self._failed()
        if not self._timer.isActive():
            self._timer.start()

    def park(self) -> None:
        """It waits in the list."""
        self.note(Parked(True))
        self.close()

    def erase(self) -> None:
        draft_id = self._draft_id
        self.close()
        if draft_id:
            self._given_up.add(draft_id)
            self._jobs.run(lambda: self._vault.erase(draft_id), lambda _outcome: None)

    def when_written(self, then: Callable[[], None]) -> None:
        """``then()`` on the GUI thread, once what was noted, laid aside or erased so far is so on the disk."""
        self._jobs.run(lambda: None, lambda _outcome: then())

    def close(self) -> None:
        """The draft stays as it is, to be opened again by its clerk."""
        journal, self._journal, self._draft_id = self._journal, None, ""
        self._timer.stop()
        if journal is not None:
            self._jobs.run(lambda: _finished(journal), lambda _outcome: None)

    def leave(self) -> None:
        self.close()
        self._owner = Owner(username="", name="")

    def stop(self) -> None:
        """Part of the shutdown order."""
        self.close()
        self._jobs.stop()

    def _open(self, draft_id: str) -> None:
        self.close()
        self._draft_id = draft_id
        self._journal = self._vault.journal(self._owner.username, draft_id)

    def _sync(self) -> None:
        journal = self._journal
        if journal is not None:
            self._jobs.run(journal.sync, lambda _outcome: None)


def _finished(journal: DraftJournal) -> None:
    try:
        journal.sync()
    finally:
        journal.close()
