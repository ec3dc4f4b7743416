"""Runs the login journey."""

from collections.abc import Callable

from domain.contract.clerk import ClerkSession
from domain.flow.machine import Machine
from qt_edge.background_jobs import Ok, Outcome
from qt_edge.flow_driver import FlowDriver
from window_client.journeys.login import flow
from window_client.journeys.login.presenter import present
from window_client.journeys.login.screen import LoginScreen
from window_client.shell.platform_desk import PlatformDesk


class LoginRunner:
    def __init__(self, screen: LoginScreen, desk: PlatformDesk) -> None:
        self._screen = screen
        self._desk = desk
        self._entered: Callable[[str, ClerkSession], None] = lambda _username, _session: None
        self._driver: FlowDriver[flow.State, flow.Event, flow.Effect] | None = None
        screen.submitted.connect(self._on_submitted)

    def on_entered(self, entered: Callable[[str, ClerkSession], None]) -> None:
        """``entered(username, session)`` once the platform let the clerk in."""
        self._entered = entered

    def start(self, username: str = "", *, locked: bool = False) -> None:
        self._screen.forget()
        self._driver = FlowDriver(Machine(flow.TABLE, flow.Entry(username, locked)), self._show, self._perform)
        self._driver.start()

    def _on_submitted(self, username: str, password: str) -> None:
        if self._driver:
            self._driver.feed(flow.Submitted(username, password))

    def _show(self, state: flow.State) -> None:
        self._screen.present(present(state), type(state).__name__)

    def _perform(self, effect: flow.Effect) -> None:
        match effect:
            case flow.CheckPassword(username=username, password=password):
                self._desk.ask(lambda platform: platform.login(username, password), self._on_answer)
            case flow.Enter(username=username, session=session):
                self._entered(username, session)

    def _on_answer(self, outcome: Outcome[ClerkSession]) -> None:
        if self._driver:
            self._driver.feed(flow.Accepted(outcome.value) if isinstance(outcome, Ok) else flow.Failed(outcome.failure))
