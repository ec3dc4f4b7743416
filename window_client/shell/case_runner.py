"""Runs one case after another on the case screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from PySide6.QtCore import QTimer

from domain.case.decision_rules import lacking
from domain.clock import CHINA
from domain.contract.clerk import Action, CaseFile, DecisionReply
from domain.documents.promise import promise
from domain.flow.machine import Machine
from domain.text import Text
from qt_edge.background_jobs import Ok, Outcome
from qt_edge.flow_driver import FlowDriver
from window_client.journeys.case import flow
from window_client.journeys.case.presenter import present
from window_client.journeys.case.screen import CaseScreen
from window_client.shell.means import Means, Print
from window_client.shell.pages import CasePages
from window_client.shell.platform_desk import PlatformDesk

_REVEAL_MS = 5000


@dataclass(frozen=True, slots=True)
class CaseExits:
    """Where a case leads."""

    correct: Callable[[CaseFile], None]
    decided: Callable[[DecisionReply], None]
    left: Callable[[], None]


class CaseRunner:
    def __init__(self, screen: CaseScreen, desk: PlatformDesk, printer: Print, means: Means) -> None:
        self._screen = screen
        self._print = printer
        self._desk = desk
        self._means = means
        self._exits: CaseExits | None = None
        self._loaded: Callable[[CaseFile], None] = lambda _file: None
        self._noted: Callable[[flow.State], None] = lambda _state: None
        self._driver: FlowDriver[flow.State, flow.Event, flow.Effect] | None = None
        self._reveal = QTimer(screen)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(_REVEAL_MS)
        self._reveal.timeout.connect(lambda: self._feed(flow.RevealOver()))
        screen.chosen.connect(self._on_chosen)
        screen.written.connect(lambda grounds: self._feed(flow.GroundsWritten(grounds)))
        screen.confirmed.connect(lambda grounds: self._feed(flow.Confirmed(self._today(), grounds)))
        screen.promise_asked.connect(lambda day: self._feed(flow.PromiseAsked(day)))
        screen.cancelled.connect(lambda: self._feed(flow.Cancelled()))
        screen.back_asked.connect(lambda: self._feed(flow.BackAsked()))
        screen.retry_asked.connect(self._on_retry)
        screen.reveal_asked.connect(lambda: self._feed(flow.RevealAsked()))

    def on_exits(self, exits: CaseExits) -> None:
        self._exits = exits

    def on_loaded(self, loaded: Callable[[CaseFile], None]) -> None:
        """``loaded(file)`` each time the case is shown as the platform has it."""
        self._loaded = loaded

    def on_noted(self, noted: Callable[[flow.State], None]) -> None:
        """``noted(state)`` after every change."""
        self._noted = noted

    def resume(self, action: Action, decision_id: str, grounds: flow.Grounds) -> None:
        """Put a decision back that was being written."""
        self._feed(flow.Resumed(action, decision_id, grounds))

    def watch_pages(self, pages: CasePages) -> None:
        """Join the screen to the pages: what it wants, and what arrives."""
        self._screen.pages_shown.connect(pages.open_case)
        self._screen.page_wanted.connect(pages.view)
        pages.thumbnail_ready.connect(self._screen.show_thumbnail)
        pages.page_ready.connect(self._screen.show_page)
        pages.page_failed.connect(self._screen.page_failed)
        pages.page_broken.connect(self._screen.page_broken)
        pages.page_travelling.connect(self._screen.page_travelling)

    def open(self, case_id: str, note: Text | None = None) -> None:
        self._reveal.stop()
        state = flow.Loading(case_id, note)
        self._driver = FlowDriver(Machine(flow.TABLE, state), self._show, self._perform)
        self._driver.start()
        self._load(case_id)

    def tell(self, words: Text) -> None:
        """Above the case, until it is left or loaded again."""
        self._feed(flow.Told(words))

    def line_returned(self) -> None:
        """What could not be loaded is asked for again."""
        if self._driver is not None and isinstance(self._driver.state, flow.LoadFailed):
            self._feed(flow.RetryAsked())

    def hide(self) -> None:
        """The screen goes out of sight: nothing stays revealed behind it."""
        self._reveal.stop()
        self._feed(flow.RevealOver())

    def forget(self) -> None:
        self._reveal.stop()
        self._driver = None
        self._screen.forget()

    def _on_chosen(self, action: str) -> None:
        """A correction may be written without a line; every other action ends on the platform."""
        if action == "ask_correction" or self._means.may_ask("decide"):
            self._feed(flow.Chosen(cast(Action, action), self._means.ids.new_id()))

    def _on_retry(self) -> None:
        """What was sent and not answered is asked again in any case."""
        is_sent = self._driver is not None and isinstance(self._driver.state, flow.Undecided)
        if is_sent or self._means.may_ask("open_case"):
            self._feed(flow.RetryAsked())

    def _feed(self, event: flow.Event) -> None:
        if self._driver and self._driver_accepts(event):
            self._driver.feed(event)

    def _driver_accepts(self, event: flow.Event) -> bool:
        """A timer or a key may come when its time is over; that is no fault worth a log line."""
        return self._driver is not None and (type(self._driver.state), type(event)) in flow.TABLE

    def _show(self, state: flow.State) -> None:
        self._noted(state)
        self._screen.present(present(state), type(state).__name__)

    def _perform(self, effect: flow.Effect) -> None:
        exits = self._exits
        match effect:
            case flow.Load(case_id=case_id):
                self._load(case_id)
            case flow.Send():
                self._send(effect)
            case flow.HideLater():
                self._reveal.start()
            case flow.BeginCorrection(file=file) if exits:
                exits.correct(file)
            case flow.PrintPromise(file=file, supply_by=day):
                papers = [material.name for material in lacking(file.materials, supply_by="").tolerable]
                self._print(self._means.ids.new_id(), promise(file, papers, day, self._means.say))
            case flow.Finish(reply=reply) if exits:
                exits.decided(reply)
            case flow.Leave() if exits:
                exits.left()

    def _today(self) -> date:
        return self._means.clock.now().astimezone(CHINA).date()

    def _load(self, case_id: str) -> None:
        driver, token = self._driver, self._means.token()

        def arrived(outcome: Outcome[CaseFile]) -> None:
            if driver is None or driver is not self._driver:
                return
            driver.feed(flow.Loaded(outcome.value) if isinstance(outcome, Ok) else flow.Failed(outcome.failure))
            if isinstance(outcome, Ok):
                self._loaded(outcome.value)

        self._desk.ask(lambda platform: platform.case_file(token, case_id), arrived)

    def _send(self, effect: flow.Send) -> None:
        driver, token = self._driver, self._means.token()

        def answered(outcome: Outcome[DecisionReply]) -> None:
            if driver and driver is self._driver:
                driver.feed(flow.Decided(outcome.value) if isinstance(outcome, Ok) else flow.Failed(outcome.failure))

        self._desk.ask(lambda platform: platform.decide(token, effect.case_id, effect.decision), answered)
