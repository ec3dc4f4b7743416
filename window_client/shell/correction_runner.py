"""Runs the correction editor."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from domain.contract.clerk import CaseFile, DecisionReply
from domain.flow.machine import Machine
from domain.text import Text, text
from qt_edge.background_jobs import Ok, Outcome
from qt_edge.flow_driver import FlowDriver
from window_client.journeys.correction import flow
from window_client.journeys.correction.presenter import present
from window_client.journeys.correction.screen import CorrectionScreen
from window_client.shell.means import Means
from window_client.shell.platform_desk import PlatformDesk


@dataclass(frozen=True, slots=True)
class CorrectionExits:
    decided: Callable[[DecisionReply], None]
    left: Callable[[str, Text | None], None]


class CorrectionRunner:
    def __init__(self, screen: CorrectionScreen, desk: PlatformDesk, means: Means) -> None:
        self._screen = screen
        self._desk = desk
        self._means = means
        self._number_to_come = means.say(text("window_correction.number_to_come"))
        self._exits: CorrectionExits | None = None
        self._noted: Callable[[flow.Draft], None] = lambda _draft: None
        self._driver: FlowDriver[flow.State, flow.Event, flow.Effect] | None = None
        screen.ticked.connect(
            lambda kind, point, on, words: self._feed(flow.Ticked(cast(flow.PointKind, kind), point, on, words))
        )
        screen.reasoned.connect(
            lambda kind, point, words: self._feed(flow.Reasoned(cast(flow.PointKind, kind), point, words))
        )
        screen.send_asked.connect(self._on_send)
        screen.confirmed.connect(lambda: self._feed(flow.Confirmed()))
        screen.cancelled.connect(lambda: self._feed(flow.Cancelled()))
        screen.back_asked.connect(lambda: self._feed(flow.BackAsked()))

    def _on_send(self) -> None:
        if self._means.may_ask("correct"):
            self._feed(flow.SendAsked())

    def on_exits(self, exits: CorrectionExits) -> None:
        self._exits = exits

    def on_noted(self, noted: Callable[[flow.Draft], None]) -> None:
        """``noted(draft)`` after every change."""
        self._noted = noted

    def begin(self, file: CaseFile, fill: Callable[[flow.Draft], flow.Draft] = lambda draft: draft) -> None:
        """``fill`` puts back what the clerk had written before."""
        state = flow.Editing(fill(flow.begin(file, self._means.ids.new_id()).draft))
        self._driver = FlowDriver(Machine(flow.TABLE, state), self._show, self._perform)
        self._driver.start()

    def forget(self) -> None:
        self._driver = None
        self._screen.forget()

    def _feed(self, event: flow.Event) -> None:
        if self._driver:
            self._driver.feed(event)

    def _show(self, state: flow.State) -> None:
        self._noted(state.draft)
        self._screen.present(present(state, self._means.clock.now(), self._number_to_come), type(state).__name__)

    def _perform(self, effect: flow.Effect) -> None:
        exits = self._exits
        match effect:
            case flow.Send():
                self._send(effect)
            case flow.Finish(reply=reply) if exits:
                exits.decided(reply)
            case flow.Leave(case_id=case_id, note=note) if exits:
                exits.left(case_id, note)

    def _send(self, effect: flow.Send) -> None:
        driver, token = self._driver, self._means.token()

        def answered(outcome: Outcome[DecisionReply]) -> None:
            if driver and driver is self._driver:
                driver.feed(flow.Sent(outcome.value) if isinstance(outcome, Ok) else flow.Failed(outcome.failure))

        self._desk.ask(lambda platform: platform.decide(token, effect.case_id, effect.decision), answered)
