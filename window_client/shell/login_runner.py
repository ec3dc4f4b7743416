"""Runs the login journey."""

from collections.abc import Callable

from domain.contract.clerk import ClerkSession
from domain.flow.machine import Machine
from qt_edge.background_jobs import BackgroundJobs, Err, Ok, Outcome
from qt_edge.flow_driver import FlowDriver
from window_client.journeys.login import flow
from window_client.journeys.login.flow import LeaseRefusal
from window_client.journeys.login.presenter import present
from window_client.journeys.login.screen import LoginScreen
from window_client.shell.lease_vault import LeaseVault, OpenLease
from window_client.shell.platform_desk import PlatformDesk


class LoginRunner:
    """``not_kept`` when a lease could not be written down: the clerk is in all the same."""

    def __init__(
        self, screen: LoginScreen, desk: PlatformDesk, vault: LeaseVault, not_kept: Callable[[], None]
    ) -> None:  # fmt: skip
        self._screen = screen
        self._desk = desk
        self._vault = vault
        self._not_kept = not_kept
        self._jobs = BackgroundJobs("leases")
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

    def stop(self) -> None:
        self._jobs.stop()

    def _on_submitted(self, username: str, password: str) -> None:
        if self._driver:
            self._driver.feed(flow.Submitted(username, password))

    def _show(self, state: flow.State) -> None:
        self._screen.present(present(state), type(state).__name__)

    def _perform(self, effect: flow.Effect) -> None:
        match effect:
            case flow.CheckPassword(username=username, password=password):
                self._desk.ask(lambda platform: platform.login(username, password), self._on_answer, anybody=True)
            case flow.KeepLease(username=username, password=password, lease=lease):
                self._jobs.run(lambda: self._vault.keep(username, password, lease), self._on_kept)
            case flow.TryLease(username=username, password=password):
                self._jobs.run(lambda: self._vault.open(username, password), self._on_lease)
            case flow.Enter(username=username, session=session):
                self._entered(username, session)

    def _on_answer(self, outcome: Outcome[ClerkSession]) -> None:
        if self._driver:
            self._driver.feed(flow.Accepted(outcome.value) if isinstance(outcome, Ok) else flow.Failed(outcome.failure))

    def _on_kept(self, outcome: Outcome[None]) -> None:
        if isinstance(outcome, Err):
            self._not_kept()

    def _on_lease(self, outcome: Outcome[OpenLease | LeaseRefusal]) -> None:
        found = outcome.value if isinstance(outcome, Ok) else LeaseRefusal.NONE
        if self._driver is None:
            return
        if isinstance(found, LeaseRefusal):
            self._driver.feed(flow.LeaseRefused(found))
        else:
            self._driver.feed(flow.LeaseOpened(offline_session(found)))


def offline_session(opened: OpenLease) -> ClerkSession:
    """Without a token: whatever needs the platform's answer waits for the line."""
    claims = opened.claims
    return ClerkSession(
        token="", clerk_name=claims.clerk_name, authority=claims.authority, node_name=claims.node_name,
        role=claims.role, expires_at=claims.expires_at, lease=opened.lease,
    )  # fmt: skip
