"""Keeps the line's strip true: what the window hears at once, the queue every few seconds."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from domain.calendar.workdays import WorkCalendar
from domain.flow.machine import Machine
from qt_edge.background_jobs import BackgroundJobs, Ok, Outcome
from qt_edge.flow_driver import FlowDriver
from window_client.journeys.line import flow
from window_client.journeys.line.presenter import LineProps, present
from window_client.shell.means import Means

_LOOK_MS = 5000


class LineRunner:
    """``look`` reads the queue; it runs on a worker and may raise ``Failure``: the last look stays then."""

    def __init__(self, look: Callable[[], flow.Outlook], calendar: WorkCalendar, means: Means) -> None:
        self._look = look
        self._calendar = calendar
        self._means = means
        self._jobs = BackgroundJobs("line")
        self._told: Callable[[LineProps], None] = lambda _props: None
        self._driver: FlowDriver[flow.State, flow.Event, None] = FlowDriver(
            Machine(flow.TABLE, flow.Unheard()), self._show, lambda _effect: None
        )
        self._timer = QTimer()
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self, told: Callable[[LineProps], None]) -> None:
        """``told(props)`` at every change and look: the strip's minutes go on."""
        self._told = told
        self._driver.start()
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Part of the shutdown order."""
        self._timer.stop()
        self._jobs.stop()

    def heard(self, up: bool) -> None:
        self._driver.feed(flow.Answered() if up else flow.Silent(self._means.clock.now()))

    def deserted(self) -> None:
        """Nobody is in."""
        self._driver.feed(flow.Deserted())

    def look(self) -> None:
        self._jobs.run(self._look, self._on_look)

    def _on_look(self, outcome: Outcome[flow.Outlook]) -> None:
        if isinstance(outcome, Ok):
            self._driver.feed(flow.Looked(outcome.value))

    def _show(self, state: flow.State) -> None:
        self._told(present(state, self._means.clock.now(), self._calendar))
