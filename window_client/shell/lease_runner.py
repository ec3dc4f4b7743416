"""While a clerk works under a lease: asks the platform for a session until it answers."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from domain.contract.clerk import ClerkSession
from qt_edge.background_jobs import Ok, Outcome
from window_client.shell.platform_desk import PlatformDesk


class LeaseRunner(QObject):
    def __init__(self, desk: PlatformDesk, seconds: float) -> None:
        super().__init__()
        self._desk = desk
        self._lease = ""
        self._renewed: Callable[[ClerkSession], None] = lambda _session: None
        self._ended: Callable[[], None] = lambda: None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self._ask)

    def on_answer(self, renewed: Callable[[ClerkSession], None], ended: Callable[[], None]) -> None:
        """``renewed(session)`` once, or ``ended()`` when the platform no longer honours the lease."""
        self._renewed, self._ended = renewed, ended

    def work_under(self, lease: str) -> None:
        """Empty: the clerk has a session, or is gone."""
        self._lease = lease
        (self._timer.start if lease else self._timer.stop)()

    def _ask(self) -> None:
        lease = self._lease
        self._desk.ask(lambda platform: platform.resume(lease), self._on_answer, anybody=True)

    def _on_answer(self, outcome: Outcome[ClerkSession]) -> None:
        if not self._lease:
            return
        if isinstance(outcome, Ok):
            self._lease = ""
            self._renewed(outcome.value)
        elif outcome.failure.value.startswith("N"):
            self._timer.start()
        else:
            self._lease = ""
            self._ended()
