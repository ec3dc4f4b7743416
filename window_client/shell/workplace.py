"""Joins session, journey map and journeys: who may see what, and which screen is in front."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from devices.events import CodeScanned, DeviceEvent
from domain.case.clerk_powers import POWERS
from domain.contract.clerk import CaseFile
from domain.flow.machine import Machine
from domain.text import text
from qt_edge.flow_driver import FlowDriver
from window_client import journey_map, session
from window_client.journeys.case.screen import CaseScreen
from window_client.journeys.correction.screen import CorrectionScreen
from window_client.journeys.counter.screen import CounterScreen
from window_client.journeys.handover.screen import HandoverScreen
from window_client.journeys.in_hand.screen import InHandScreen
from window_client.journeys.login.screen import LoginScreen
from window_client.journeys.monitor.screen import MonitorScreen
from window_client.journeys.notice.screen import NoticeScreen
from window_client.journeys.relay.screen import RelayScreen
from window_client.journeys.vouch.screen import VouchScreen
from window_client.journeys.worklist.screen import WorklistScreen
from window_client.settings import Profile
from window_client.shell.calls_runner import CallsRunner
from window_client.shell.case_runner import CaseExits, CaseRunner
from window_client.shell.connection import Connection
from window_client.shell.correction_runner import CorrectionExits, CorrectionRunner
from window_client.shell.counter_runner import CounterRunner
from window_client.shell.draft_keeper import DraftKeeper
from window_client.shell.handover_runner import HandoverRunner
from window_client.shell.idle_lock import IdleLock
from window_client.shell.in_hand_runner import InHandRunner
from window_client.shell.lease_runner import LeaseRunner
from window_client.shell.line_runner import LineRunner
from window_client.shell.login_runner import LoginRunner
from window_client.shell.main_window import MainWindow
from window_client.shell.means import Means
from window_client.shell.monitor_runner import MonitorRunner
from window_client.shell.notice_runner import NoticeRunner
from window_client.shell.pages import CasePages
from window_client.shell.platform_desk import PlatformDesk
from window_client.shell.relay_runner import RelayRunner
from window_client.shell.transfer_runner import TransferRunner
from window_client.shell.vouch_runner import VouchRunner
from window_client.shell.work_keeper import WorkKeeper
from window_client.shell.worklist_runner import WorklistRunner

_TAKES_KEYS = (WorklistScreen, MonitorScreen, RelayScreen, HandoverScreen, InHandScreen, VouchScreen)
"""Screens that know which of their parts the keyboard begins with."""


@dataclass(frozen=True, slots=True)
class Screens:
    login: LoginScreen
    worklist: WorklistScreen
    case: CaseScreen
    correction: CorrectionScreen
    notice: NoticeScreen
    counter: CounterScreen
    monitor: MonitorScreen
    relay: RelayScreen
    in_hand: InHandScreen
    handover: HandoverScreen
    vouch: VouchScreen


@dataclass(frozen=True, slots=True)
class Runners:
    login: LoginRunner
    worklist: WorklistRunner
    case: CaseRunner
    correction: CorrectionRunner
    notice: NoticeRunner
    counter: CounterRunner
    lease: LeaseRunner
    monitor: MonitorRunner
    relay: RelayRunner
    in_hand: InHandRunner
    handover: HandoverRunner
    vouch: VouchRunner
    transfer: TransferRunner
    calls: CallsRunner


@dataclass(frozen=True, slots=True)
class Edges:
    """What the workplace listens to and has to make forget."""

    desks: tuple[PlatformDesk, ...]
    pages: CasePages
    connection: Connection
    idle: IdleLock
    keeper: WorkKeeper
    drafts: DraftKeeper
    profile: Profile
    line: LineRunner


class Workplace:
    def __init__(self, window: MainWindow, screens: Screens, runners: Runners, edges: Edges, means: Means) -> None:
        self._window = window
        self._screens = screens
        self._runners = runners
        self._edges = edges
        self._means = means
        self._session: FlowDriver[session.State, session.Event, session.Effect] = FlowDriver(
            Machine(session.TABLE, session.LoggedOut()), self._show_session, self._perform
        )
        self._map: FlowDriver[journey_map.Place, journey_map.Event, None] = FlowDriver(
            Machine(journey_map.TABLE, journey_map.AtLogin()), self._go, lambda _effect: None
        )
        self._join_journeys()
        window.lock_asked.connect(self._lock)
        window.logout_asked.connect(lambda: self._session.feed(session.LogoutAsked()))
        edges.idle.idle.connect(self._lock)
        edges.connection.session_refused.connect(self._on_session_refused)
        edges.connection.changed.connect(self._on_connection)

    def start(self) -> None:
        """Show the login screen."""
        self._session.start()
        self._map.start()

    def device_said(self, event: DeviceEvent) -> None:
        """GUI thread only."""
        if isinstance(event, CodeScanned):
            if self._is_in and isinstance(self._map.state, journey_map.AtWorklist):
                self._find(event.text)
            elif self._is_in and isinstance(self._map.state, journey_map.AtHandover):
                self._runners.handover.device_said(event)
            elif self._is_in and isinstance(self._map.state, journey_map.AtCounter):
                self._runners.counter.device_said(event)
        else:
            self._runners.notice.device_said(event)
            self._runners.handover.device_said(event)
            self._runners.vouch.device_said(event)
            self._runners.transfer.device_said(event)
            if self._is_in:
                self._runners.counter.device_said(event)

    @property
    def _is_in(self) -> bool:
        return isinstance(self._session.state, session.LoggedIn)

    def _join_journeys(self) -> None:
        feed, runners = self._map.feed, self._runners
        runners.login.on_entered(lambda username, clerk: self._session.feed(session.Authenticated(username, clerk)))
        runners.lease.on_answer(lambda renewed: self._session.feed(session.Renewed(renewed)), self._on_session_refused)
        runners.worklist.on_opened(lambda case_id: self._with_line("open_case", journey_map.CaseOpened(case_id)))
        runners.case.on_loaded(self._on_case_loaded)
        runners.correction.on_noted(self._edges.keeper.editing)
        runners.case.on_noted(self._edges.keeper.at_case)
        runners.case.on_exits(
            CaseExits(
                correct=lambda file: feed(journey_map.CorrectionBegun(file)),
                decided=lambda reply: feed(journey_map.DecisionMade(reply)),
                left=lambda: feed(journey_map.CaseLeft()),
            )
        )
        runners.correction.on_exits(
            CorrectionExits(
                decided=lambda reply: feed(journey_map.DecisionMade(reply)),
                left=lambda case_id, note: feed(journey_map.CorrectionLeft(case_id, note)),
            )
        )
        runners.notice.on_left(lambda: feed(journey_map.NoticeLeft()))
        runners.counter.on_left(
            lambda: feed(journey_map.CounterLeft()), lambda words: self._window.tell(self._means.say(words))
        )
        runners.monitor.on_left(lambda: feed(journey_map.MonitorLeft()))
        self._screens.monitor.relay_asked.connect(lambda: feed(journey_map.RelayOpened()))
        runners.relay.on_left(lambda: feed(journey_map.RelayLeft()))
        runners.in_hand.on_exits(
            opened=lambda draft_id: feed(journey_map.CounterBegun(draft_id)),
            call=runners.calls.call,
            left=lambda: feed(journey_map.InHandLeft()),
        )
        runners.handover.on_left(
            lambda: feed(journey_map.HandoverLeft()), lambda words: self._window.tell(self._means.say(words))
        )
        runners.vouch.on_left(lambda: feed(journey_map.VouchLeft()))
        self._screens.worklist.vouch_asked.connect(lambda: self._with_line("vouch", journey_map.VouchOpened()))
        self._screens.worklist.transfer_asked.connect(self._print_transfers)
        self._screens.worklist.handover_asked.connect(lambda: self._with_line("handover", journey_map.HandoverOpened()))
        self._screens.worklist.in_hand_asked.connect(lambda: feed(journey_map.InHandOpened()))
        self._screens.worklist.monitor_asked.connect(lambda: feed(journey_map.MonitorOpened()))
        self._screens.worklist.begin_asked.connect(lambda: feed(journey_map.CounterBegun()))

    def _with_line(self, need: str, event: journey_map.Event) -> None:
        if self._means.may_ask(need):
            self._map.feed(event)

    def _print_transfers(self) -> None:
        if self._means.may_ask("transfer"):
            self._runners.transfer.print_today()

    def _hall(self) -> str:
        state = self._session.state
        return state.session.node_name if isinstance(state, session.LoggedIn) else ""

    def _find(self, words: str) -> None:
        if not self._runners.worklist.scanned(words):
            self._window.tell(self._means.say(text("window.code_not_found")))

    def _lock(self) -> None:
        if self._is_in:
            self._session.feed(session.LockAsked())

    def _on_session_refused(self) -> None:
        if self._is_in:
            self._window.tell(self._means.say(text("window.session_over")))
            self._lock()

    def _on_connection(self, up: bool) -> None:
        self._edges.line.heard(up)
        if up:
            self._edges.pages.resume()
            self._runners.case.line_returned()

    def _show_session(self, state: session.State) -> None:
        inside = isinstance(state, session.LoggedIn)
        self._means.token.value = state.session.token if isinstance(state, session.LoggedIn) else ""
        self._window.show_clerk(state.session if isinstance(state, session.LoggedIn) else None)
        if isinstance(state, session.LoggedIn):
            powers = POWERS[state.session.role]
            self._screens.worklist.offer_receiving(offered="receive" in powers)
            self._screens.worklist.offer_handover(offered="hand_over" in powers)
            self._screens.worklist.offer_vouching(offered="assist" in powers)
        self._runners.lease.work_under(_lease_of(state))
        calls = isinstance(state, session.LoggedIn) and self._edges.profile.calls_numbers
        self._runners.calls.serve(state.session if calls and isinstance(state, session.LoggedIn) else None)
        (self._edges.idle.start if inside else self._edges.idle.stop)()
        if not inside:
            self._edges.line.deserted()

    def _perform(self, effect: session.Effect) -> None:
        match effect:
            case session.Effect.WIPE:
                self._edges.keeper.leave()
                self._clear()
            case session.Effect.PUT_AWAY:
                self._edges.keeper.put_away()
                self._clear()
            case session.Effect.BEGIN:
                self._begin()
            case session.Effect.LOCK:
                self._show_lock()
            case session.Effect.REFRESH:
                self._runners.worklist.refresh()
                self._edges.pages.resume()
            case session.Effect.RESUME:
                self._runners.worklist.resume()
                self._runners.counter.show_again()
                self._edges.pages.resume()
                self._show_place(self._map.state)

    def _begin(self) -> None:
        """An empty desk, or the one a crash took away."""
        state = self._session.state
        if not isinstance(state, session.LoggedIn):
            return
        kept = self._edges.keeper.enter(state.username)
        self._runners.worklist.start()
        self._map.feed(journey_map.WorkBegun())
        draft = self._edges.drafts.enter(state.username, state.session.clerk_name)
        if kept:
            self._map.feed(journey_map.CaseOpened(kept.case_id))
        elif draft:
            self._map.feed(journey_map.CounterBegun(draft))
        elif self._edges.profile.begins_at_monitor:
            self._map.feed(journey_map.MonitorOpened())

    def _on_case_loaded(self, file: CaseFile) -> None:
        work = self._edges.keeper.resumed(file)
        if work is None or work.action is None:
            return
        if work.fits(file):
            if work.action == "ask_correction":
                self._map.feed(journey_map.CorrectionBegun(file))
                self._runners.correction.begin(file, work.on)
            else:
                self._runners.case.resume(work.action, work.decision_id, work.grounds)
            self._window.tell(self._means.say(text("window.work_restored")))
        else:
            self._runners.case.tell(text("window.work_outdated"))

    def _clear(self) -> None:
        self._edges.drafts.leave()
        for desk in self._edges.desks:
            desk.forget()
        self._edges.pages.forget()
        for runner in (
            self._runners.worklist,
            self._runners.case,
            self._runners.correction,
            self._runners.notice,
            self._runners.counter,
            self._runners.monitor,
            self._runners.relay,
            self._runners.in_hand,
            self._runners.handover,
            self._runners.vouch,
        ):
            runner.forget()
        self._map.feed(journey_map.WorkWiped())

    def _show_lock(self) -> None:
        self._runners.case.hide()
        self._runners.counter.hide()
        self._runners.handover.hide()
        self._runners.worklist.pause()
        state = self._session.state
        username = state.username if isinstance(state, session.Locked) else ""
        self._runners.login.start(username, locked=True)
        self._window.show_screen(self._screens.login)

    def _go(self, place: journey_map.Place) -> None:
        match place:
            case (
                journey_map.AtLogin()
                | journey_map.AtMonitor()
                | journey_map.AtRelay()
                | journey_map.AtInHand()
                | journey_map.AtVouch()
            ):
                self._open(place)
            case journey_map.AtWorklist():
                self._runners.case.forget()
                self._runners.correction.forget()
                self._runners.notice.forget()
                self._edges.pages.forget()
                self._runners.worklist.refresh()
                self._edges.keeper.idle()
            case journey_map.AtCounter(draft_id=draft_id):
                self._runners.counter.open(draft_id)
            case journey_map.AtHandover():
                self._runners.handover.open(self._hall())
            case journey_map.AtCase(case_id=case_id, note=note):
                self._edges.keeper.reading(case_id)
                self._runners.correction.forget()
                self._runners.case.open(case_id, note)
            case journey_map.AtCorrection(file=file):
                self._runners.correction.begin(file)
            case journey_map.AtNotice(reply=reply):
                self._edges.keeper.idle()
                self._runners.notice.begin(reply)
        self._show_place(place)

    def _open(self, place: journey_map.Place) -> None:
        """What needs nothing to begin with."""
        runners = self._runners
        runners.monitor.forget()
        opened: dict[type, Callable[[], None]] = {
            journey_map.AtLogin: runners.login.start,
            journey_map.AtMonitor: runners.monitor.open,
            journey_map.AtRelay: runners.relay.open,
            journey_map.AtInHand: runners.in_hand.open,
            journey_map.AtVouch: runners.vouch.open,
        }
        opened[type(place)]()

    def _show_place(self, place: journey_map.Place) -> None:
        screens = self._screens
        shown: dict[type, QWidget] = {
            journey_map.AtLogin: screens.login,
            journey_map.AtWorklist: screens.worklist,
            journey_map.AtCounter: screens.counter,
            journey_map.AtMonitor: screens.monitor,
            journey_map.AtRelay: screens.relay,
            journey_map.AtInHand: screens.in_hand,
            journey_map.AtVouch: screens.vouch,
            journey_map.AtHandover: screens.handover,
            journey_map.AtCase: screens.case,
            journey_map.AtCorrection: screens.correction,
            journey_map.AtNotice: screens.notice,
        }
        screen = shown[type(place)]
        self._window.show_screen(screen)
        if isinstance(screen, _TAKES_KEYS):
            screen.take_keys()


def _lease_of(state: session.State) -> str:
    """Of a clerk who is in without the platform; empty otherwise."""
    return state.session.lease if isinstance(state, session.LoggedIn) and not state.session.token else ""
