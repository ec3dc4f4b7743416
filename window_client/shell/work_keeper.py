"""Writes the work in hand down at every change, and gives it back after a crash."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from domain.contract.clerk import CaseFile
from domain.failures import Failure
from qt_edge.background_jobs import BackgroundJobs, Err, Outcome
from window_client.journeys.case.flow import Confirming, Reading, State
from window_client.journeys.correction.flow import Draft
from window_client.shell.kept_work import KeptWork, work_of, work_on
from window_client.shell.work_vault import WorkVault

_SYNC_MS = 200
"""A power cut costs at most what was typed in this time; a killed process costs nothing."""


class WorkKeeper(QObject):
    """GUI thread only. What was recalled stays on disk until its case is open again or other work replaces it."""

    def __init__(self, vault: WorkVault, failed: Callable[[], None]) -> None:
        """``failed`` when the disk refused; the work goes on in memory."""
        super().__init__()
        self._vault = vault
        self._failed = failed
        self._jobs = BackgroundJobs("work")
        self._username = ""
        self._work: KeptWork | None = None
        self._recalled: KeptWork | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SYNC_MS)
        self._timer.timeout.connect(self._settle)

    def enter(self, username: str) -> KeptWork | None:
        """A clerk sits down: their work of before, if it was cut off or another took over the window."""
        self._username = username
        self._recalled = self._vault.read(username)
        return self._recalled

    def reading(self, case_id: str) -> None:
        if self._recalled is None:
            self._note(KeptWork(case_id=case_id))

    def editing(self, draft: Draft) -> None:
        self._recalled = None
        self._note(work_on(draft))

    def at_case(self, state: State) -> None:
        """A decision is being written, or was taken back. One that is sent stays as it was sent, until it is answered;
        behind a correction the case goes on being shown."""
        match state:
            case Confirming():
                self._recalled = None
                self._note(work_of(state))
            case Reading(file=file) if self._work is None or self._work.action != "ask_correction":
                self.reading(file.item.case_id)

    def idle(self) -> None:
        """Back at the list, or decided: nothing is half done."""
        if self._recalled is None:
            self.erase()

    def resumed(self, file: CaseFile) -> KeptWork | None:
        """The recalled work when ``file`` is its case, once."""
        work = self._recalled
        if work is None or work.case_id != file.item.case_id:
            return None
        self._recalled = None
        return work

    def leave(self) -> None:
        """Logout: nothing stays."""
        self._recalled = None
        self.erase()
        self._username = ""

    def put_away(self) -> None:
        """Another clerk takes over: what is in hand waits for its clerk."""
        if self._timer.isActive():
            self._timer.stop()
            self._settle()
        self._work, self._recalled, self._username = None, None, ""

    def erase(self) -> None:
        self._timer.stop()
        self._work = None
        if username := self._username:
            self._try(lambda: self._vault.erase(username))
            self._settle()

    def stop(self) -> None:
        """What was written is durable, then end."""
        if self._timer.isActive():
            self._timer.stop()
            self._settle()
        self._jobs.stop()

    def _note(self, work: KeptWork) -> None:
        username = self._username
        if work != self._work and username:
            self._work = work
            self._try(lambda: self._vault.write(username, work))
            if not self._timer.isActive():
                self._timer.start()

    def _try(self, what: Callable[[], None]) -> None:
        try:
            what()
        except Failure:
            self._failed()

    def _settle(self) -> None:
        username = self._username
        self._jobs.run(lambda: self._vault.settle(username), self._on_done)

    def _on_done(self, outcome: Outcome[None]) -> None:
        if isinstance(outcome, Err):
            self._failed()
