"""What the queue tells the screens, looked up in the background once a second."""

import logging
from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from offline_queue.entry_states import EntryState
from offline_queue.projection import EntryView, Projection, QueueSummary
from qt_edge.background_jobs import Err, Ok, Outcome

_log = logging.getLogger(__name__)

T = TypeVar("T")
PERIOD_MS = 1000


class Jobs(Protocol):
    """:class:`qt_edge.background_jobs.BackgroundJobs`, or one a test steps."""

    def run(self, work: Callable[[], T], done: Callable[[Outcome[T]], None]) -> None: ...


class OutboxBridge(QObject):
    """``summary_changed(QueueSummary)``, also when nothing changed since the look before."""

    summary_changed = Signal(object)

    def __init__(self, projection: Projection, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._projection = projection
        self._jobs = jobs
        self._asked = False
        self._lost = False
        self._timer = QTimer(self)
        self._timer.setInterval(PERIOD_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._timer.start()
        self.look()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """At most one look is under way, however slow the disk is."""
        if self._asked:
            return
        self._asked = True
        self._jobs.run(self._projection.summary, self._on_summary)

    def _on_summary(self, outcome: Outcome[QueueSummary]) -> None:
        self._asked = False
        if isinstance(outcome, Err) and not self._lost:
            _log.warning("the queue cannot be looked at: %s", outcome.failure)
        self._lost = isinstance(outcome, Err)
        if isinstance(outcome, Ok) and self._timer.isActive():
            self.summary_changed.emit(outcome.value)


def is_delivered(entry: EntryView) -> bool:
    """The platform has signed for every page of it."""
    return entry.state == EntryState.CONFIRMED.value
