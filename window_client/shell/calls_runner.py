"""Runs the strip of the queue: looks at the board now and then, sends one call at a time."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QTimer

from domain.case.clerk_powers import POWERS
from domain.contract.clerk import ClerkSession
from domain.contract.queue_calls import Call, QueueBoard
from domain.flow.machine import Machine
from qt_edge.background_jobs import Ok, Outcome
from qt_edge.flow_driver import FlowDriver
from window_client.journeys.calls import flow
from window_client.journeys.calls.presenter import present
from window_client.journeys.calls.screen import CallStrip
from window_client.journeys.in_hand.flow import HeldNumber
from window_client.shell.means import Means
from window_client.shell.platform_desk import PlatformDesk


class CallsRunner:
    def __init__(self, strip: CallStrip, desk: PlatformDesk, means: Means, seconds: float) -> None:
        self._strip = strip
        self._desk = desk
        self._means = means
        self._fetching = False
        self._told: Callable[[QueueBoard | None], None] = lambda _board: None
        self._driver: FlowDriver[flow.State, flow.Event, flow.Effect] = FlowDriver(
            Machine(flow.TABLE, flow.Unknown()), self._show, self._perform
        )
        self._timer = QTimer(strip)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(lambda: self._driver.feed(flow.RefreshAsked()))
        strip.asked.connect(self._on_asked)
        self._driver.start()

    def on_board(self, told: Callable[[QueueBoard | None], None]) -> None:
        """``told(board)`` whenever it is looked at; ``None``: not known."""
        self._told = told

    def serve(self, session: ClerkSession | None) -> None:
        """Whoever is in and may call, with a session of the platform; anybody else sees no queue."""
        if session is not None and session.token and "call" in POWERS[session.role]:
            self._timer.start()
            self._driver.feed(flow.RefreshAsked())
        else:
            self._timer.stop()
            self._fetching = False
            self._driver.feed(flow.Closed())

    def held(self) -> tuple[HeldNumber, ...]:
        """Numbers this window put on hold, as far as the board was seen."""
        state = self._driver.state
        board = None if isinstance(state, flow.Unknown) else state.board
        others = board.others if board else ()
        mine = (one for one in others if board and one.state == "held" and one.place in ("", board.place))
        return tuple(HeldNumber(one.number, one.taken_at) for one in mine)

    def call(self, number: str) -> None:
        """One that was held or passed, to this window."""
        self._on_asked("call", number, "")

    def _on_asked(self, call: str, number: str, place: str) -> None:
        ready = isinstance(self._driver.state, flow.Shown | flow.Troubled)
        if ready and self._means.may_ask("call"):
            self._driver.feed(flow.Asked(self._means.ids.new_id(), cast(Call, call), number, place))

    def _show(self, state: flow.State) -> None:
        self._strip.present(present(state), type(state).__name__)
        self._told(None if isinstance(state, flow.Unknown) else state.board)

    def _perform(self, effect: flow.Effect) -> None:
        token = self._means.token()
        match effect:
            case flow.Fetch() if not self._fetching:
                self._fetching = True
                self._desk.ask(lambda platform: platform.queue(token), self._on_board)
            case flow.Send(call=call):
                self._desk.ask(lambda platform: platform.call_number(token, call), self._on_called)

    def _on_board(self, outcome: Outcome[QueueBoard]) -> None:
        self._fetching = False
        if not isinstance(self._driver.state, flow.Unknown) or self._timer.isActive():
            self._driver.feed(flow.Arrived(outcome.value) if isinstance(outcome, Ok) else flow.Failed(outcome.failure))

    def _on_called(self, outcome: Outcome[QueueBoard]) -> None:
        if isinstance(self._driver.state, flow.Calling):
            self._driver.feed(flow.Called(outcome.value) if isinstance(outcome, Ok) else flow.Refused(outcome.failure))
