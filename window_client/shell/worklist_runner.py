"""Runs the worklist: refreshes behind the clerk's back, one question at a time."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QTimer

from domain.contract.clerk import Worklist
from domain.flow.machine import Machine
from qt_edge.background_jobs import Ok, Outcome
from qt_edge.flow_driver import FlowDriver
from window_client.journeys.worklist import flow
from window_client.journeys.worklist.presenter import present
from window_client.journeys.worklist.screen import WorklistScreen
from window_client.shell.means import Means
from window_client.shell.platform_desk import PlatformDesk
from window_client.shell.refresh_pace import RefreshPace


class WorklistRunner:
    """Goes on refreshing while other screens are in front, so that a line that returns is noticed."""

    def __init__(self, screen: WorklistScreen, desk: PlatformDesk, means: Means, seconds: float) -> None:
        self._screen = screen
        self._desk = desk
        self._means = means
        self._fetching = False
        self._opened: Callable[[str], None] = lambda _case_id: None
        self._driver = self._fresh()
        self._pace = RefreshPace(seconds)
        self._asked_at = 0.0
        self._timer = QTimer(screen)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self.refresh)
        screen.typed.connect(lambda words: self._driver.feed(flow.Typed(words)))
        screen.state_chosen.connect(lambda state: self._driver.feed(flow.StateChosen(cast(flow.StateFilter, state))))
        screen.selected.connect(lambda case_id: self._driver.feed(flow.Selected(case_id)))
        screen.open_asked.connect(lambda: self._driver.feed(flow.OpenAsked()))
        screen.refresh_asked.connect(self._on_refresh)

    def on_opened(self, opened: Callable[[str], None]) -> None:
        """``opened(case_id)`` when the clerk opens a case."""
        self._opened = opened

    def start(self) -> None:
        self._driver.start()
        self._timer.start()
        self.refresh()

    def pause(self) -> None:
        """Ask nothing while the window is locked: the platform must not see a clerk who is away."""
        self._timer.stop()

    def resume(self) -> None:
        self._timer.start()
        self.refresh()

    def refresh(self) -> None:
        self._driver.feed(flow.RefreshAsked())

    def _on_refresh(self) -> None:
        """Asked all the same: it costs nothing, and may find the line."""
        self._means.may_ask("list")
        self.refresh()

    def scanned(self, words: str) -> bool:
        """A code was held before the scanner; whether a case of the list was opened by it."""
        self._driver.feed(flow.CodeScanned(words))
        return len(flow.visible(self._driver.state.view)) == 1

    def forget(self) -> None:
        """No case of the clerk who left stays in the list, nor what they typed."""
        self._timer.stop()
        self._fetching = False
        self._driver = self._fresh()
        self._driver.start()

    def _fresh(self) -> FlowDriver[flow.State, flow.Event, flow.Effect]:
        return FlowDriver(Machine(flow.TABLE, flow.Waiting()), self._show, self._perform)

    def _show(self, state: flow.State) -> None:
        self._screen.present(present(state, self._means.clock.now()), type(state).__name__)

    def _perform(self, effect: flow.Effect) -> None:
        match effect:
            case flow.Fetch():
                self._fetch()
            case flow.Open(case_id=case_id):
                self._opened(case_id)

    def _fetch(self) -> None:
        if self._fetching:
            return
        self._fetching = True
        self._asked_at = self._means.clock.monotonic()
        token = self._means.token()
        self._desk.ask(lambda platform: platform.worklist(token), self._on_answer)

    def _on_answer(self, outcome: Outcome[Worklist]) -> None:
        self._fetching = False
        if isinstance(outcome, Ok):
            self._rest(self._pace.answered(self._means.clock.monotonic() - self._asked_at))
            self._driver.feed(flow.Arrived(outcome.value.items, outcome.value.themes))
        else:
            self._rest(self._pace.failed())
            self._driver.feed(flow.Failed(outcome.failure))

    def _rest(self, seconds: float) -> None:
        self._timer.setInterval(round(seconds * 1000))
