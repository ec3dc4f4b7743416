"""Builds the window from its parts, and takes it down in the right order."""

from collections.abc import Callable
from dataclasses import dataclass, fields

from PySide6.QtWidgets import QApplication

from assets.texts import Texts
from assets.workdays import workdays
from devices.catalog import kind_of
from devices.events import DeviceEvent
from domain.clock import SystemClock, SystemIds
from domain.text import text
from offline_queue.platform_client import PlatformClient
from offline_queue.station import Station
from qt_edge.device_bridge import DeviceBridge
from qt_edge.idle_garbage import IdleGarbage
from qt_edge.qt_own_words import QtOwnWords
from window_client.journeys.calls.screen import CallStrip
from window_client.journeys.case.screen import CaseScreen
from window_client.journeys.citizen.screen import CitizenScreen
from window_client.journeys.correction.screen import CorrectionScreen
from window_client.journeys.counter.screen import CounterScreen
from window_client.journeys.handover.screen import HandoverScreen
from window_client.journeys.in_hand.screen import InHandScreen
from window_client.journeys.line.presenter import LineProps
from window_client.journeys.login.screen import LoginScreen
from window_client.journeys.monitor.screen import MonitorScreen
from window_client.journeys.notice.screen import NoticeScreen
from window_client.journeys.relay.screen import RelayScreen
from window_client.journeys.vouch.screen import VouchScreen
from window_client.journeys.worklist.screen import WorklistScreen
from window_client.settings import PROFILES, Profile, Settings
from window_client.shell.calls_runner import CallsRunner
from window_client.shell.case_runner import CaseRunner
from window_client.shell.citizen_place import CitizenPlace
from window_client.shell.citizen_ratings import CitizenRatings
from window_client.shell.citizen_runner import CitizenRunner
from window_client.shell.connection import Connection
from window_client.shell.correction_runner import CorrectionRunner
from window_client.shell.counter_citizen import CounterCitizen
from window_client.shell.counter_runner import CounterRunner
from window_client.shell.counter_tools import counter_tools
from window_client.shell.draft_keeper import DraftKeeper
from window_client.shell.draft_vault import DraftVault
from window_client.shell.handover_runner import HandoverRunner
from window_client.shell.idle_lock import IdleLock
from window_client.shell.in_hand_runner import InHandRunner
from window_client.shell.lease_runner import LeaseRunner
from window_client.shell.lease_vault import LeaseVault
from window_client.shell.line_runner import LineRunner
from window_client.shell.login_runner import LoginRunner
from window_client.shell.main_window import MainWindow
from window_client.shell.means import Means, SessionToken
from window_client.shell.monitor_runner import MonitorRunner
from window_client.shell.notice_runner import NoticeRunner
from window_client.shell.page_cache import PageCache
from window_client.shell.pages import CasePages
from window_client.shell.platform_desk import Platform, PlatformDesk
from window_client.shell.platform_gate import PlatformGate
from window_client.shell.print_room import PrintRoom
from window_client.shell.queue_watch import QueueWatch
from window_client.shell.rating_vault import RatingVault
from window_client.shell.relay_runner import RelayRunner
from window_client.shell.relay_watch import RelayWatch
from window_client.shell.transfer_runner import TransferRunner
from window_client.shell.vouch_runner import VouchRunner
from window_client.shell.work_keeper import WorkKeeper
from window_client.shell.work_shelf import WorkShelf
from window_client.shell.work_vault import WorkVault
from window_client.shell.worklist_runner import WorklistRunner
from window_client.shell.workplace import Edges, Runners, Screens, Workplace

_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class _Desks:
    """Three lines, so that a slow page never holds up a decision, nor a decision the list."""

    work: PlatformDesk
    list: PlatformDesk
    pages: PlatformDesk

    def all(self) -> tuple[PlatformDesk, ...]:
        return self.work, self.list, self.pages


class WindowApp:
    """``connect`` makes a line to the platform; it is called on a worker and may raise ``Failure``."""

    def __init__(self, app: QApplication, settings: Settings, connect: Callable[[], Platform] | None = None) -> None:
        self._app = app
        self._settings = settings
        self._garbage = IdleGarbage()
        self._qt_words = QtOwnWords(app, settings.language)
        clock = SystemClock()
        say, profile = Texts(settings.language), PROFILES[settings.profile]
        self.window = MainWindow(say, line_is_everyday=profile.line_is_everyday)
        self._gate = PlatformGate(say, self.window.explain)
        means = Means(say, clock, SystemIds(clock), SessionToken(), self._gate.passes)
        connection = Connection()
        station = self._station = Station(settings.state)
        line = connect or (lambda: PlatformClient(station))
        names = ("work", "list", "pages")
        self._desks = _Desks(*(PlatformDesk(name, line, connection.heard, means.token) for name in names))
        cache = PageCache(settings.page_memory_megabytes * _MEGABYTE)
        pages = CasePages(self._desks.pages, cache, means.token)
        self._devices = DeviceBridge(settings.devices, clock, self._device_said)
        facing = CitizenScreen(means.say)
        self._place = CitizenPlace(facing, self.window, settings.citizen_screen)
        self._citizen = CitizenRunner(facing, self._place)
        self._idle = IdleLock(settings.lock_minutes, self._place.is_citizens)
        screens = _screens(self.window, means, profile)
        self._keeper = WorkKeeper(WorkVault(station), lambda: self.window.tell(means.say(text("window.work_not_kept"))))
        drafts = DraftKeeper(DraftVault(station), lambda: self.window.tell(means.say(text("counter.draft_not_kept"))))
        watch = QueueWatch(station, clock, means.ids)
        self._line = LineRunner(watch.outlook, workdays(), means)
        edges = Edges(self._desks.all(), pages, connection, self._idle, self._keeper, drafts, profile, self._line)
        kinds = {kind_of(device.driver) for device in settings.devices}
        self._printing = PrintRoom(self._devices.manager, kinds, means.say)
        self._counter = counter_tools(settings, station, drafts, self._devices.manager, means, self._printing.print)
        facing.picture_wanted.connect(self._counter.papers.want_thumbnail)
        self._counter.papers.thumbnail_ready.connect(facing.show_picture)
        self._monitor = MonitorRunner(screens.monitor, watch, means)
        self._relay = RelayRunner(screens.relay, RelayWatch(station, clock), means)
        runners = self._runners(screens, pages, means, LeaseVault(station, clock))
        self._login = runners.login
        self._workplace = Workplace(self.window, screens, runners, edges, means)

    def start(self) -> None:
        self._garbage.start()
        self._qt_words.start()
        self._app.installEventFilter(self._idle)
        self._counter.start()
        self._devices.start()
        self._devices.manager.listen_codes(on=True)
        self.window.resize(*self._settings.size)
        self._workplace.start()
        self._gate.watch(self.window)
        self._line.start(self._on_line)
        if self._settings.full_screen:
            self.window.showFullScreen()
        else:
            self.window.show()
        self._place.start()
        self._ratings.start()

    def stop(self) -> None:
        """Devices first, then the lines; a question under way is waited for."""
        self._app.removeEventFilter(self._idle)
        self._idle.stop()
        self._ratings.stop()
        self._devices.stop()
        self._counter.stop()
        self._monitor.stop()
        self._relay.stop()
        self._in_hand.stop()
        self._line.stop()
        for desk in self._desks.all():
            desk.stop()
        self._keeper.stop()
        self._login.stop()
        self._place.stop()
        self.window.close()
        self._qt_words.stop()
        self._garbage.stop()

    def _device_said(self, event: DeviceEvent) -> None:
        self._workplace.device_said(event)

    def _on_line(self, props: LineProps) -> None:
        self.window.show_line(props)
        self._gate.show_line(is_down=props.is_down)

    def _runners(self, screens: Screens, pages: CasePages, means: Means, leases: LeaseVault) -> Runners:
        def not_kept() -> None:
            self.window.tell(means.say(text("window_offline.not_kept")))

        strip = CallStrip(means.say)
        self.window.add_strip(strip)
        calls = CallsRunner(strip, self._desks.list, means, self._settings.refresh_seconds)
        tools = self._counter
        self._in_hand = InHandRunner(
            screens.in_hand, WorkShelf(tools.vault, tools.shelf, means.clock), tools.keeper, calls.held
        )
        case = CaseRunner(screens.case, self._desks.work, self._printing.print, means)
        case.watch_pages(pages)
        calls.on_board(self._citizen.serve)
        self._ratings = CitizenRatings(
            self._desks.list, RatingVault(self._station), means.clock,
            lambda: self.window.tell(means.say(text("window_citizen.rating_unsent"))),
        )  # fmt: skip
        self._place.changed.connect(self.window.show_citizen_screen)
        return Runners(
            login=LoginRunner(screens.login, self._desks.work, leases, not_kept),
            calls=calls,
            lease=LeaseRunner(self._desks.work, self._settings.refresh_seconds),
            worklist=WorklistRunner(screens.worklist, self._desks.list, means, self._settings.refresh_seconds),
            case=case,
            correction=CorrectionRunner(screens.correction, self._desks.work, means),
            notice=NoticeRunner(screens.notice, self._printing.print, means),
            counter=CounterRunner(
                screens.counter, self._counter, means, CounterCitizen(self._citizen, self._ratings, means)
            ),
            monitor=self._monitor,
            relay=self._relay,
            in_hand=self._in_hand,
            transfer=TransferRunner(
                self._desks.list, self._printing.print, means, lambda words: self.window.tell(means.say(words))
            ),
            handover=HandoverRunner(screens.handover, self._desks.work, self._printing.print, self._citizen, means),
            vouch=VouchRunner(screens.vouch, self._desks.work, self._printing.print, means),
        )


def _screens(window: MainWindow, means: Means, profile: Profile) -> Screens:
    screens = Screens(
        login=LoginScreen(means.say),
        worklist=WorklistScreen(means.say),
        case=CaseScreen(means.say),
        correction=CorrectionScreen(means.say),
        notice=NoticeScreen(means.say),
        counter=CounterScreen(means.say),
        monitor=MonitorScreen(means.say, tells_line=not profile.line_is_everyday),
        relay=RelayScreen(means.say),
        in_hand=InHandScreen(means.say),
        handover=HandoverScreen(means.say),
        vouch=VouchScreen(means.say),
    )
    for screen in (getattr(screens, one.name) for one in fields(screens)):
        window.add(screen)
    return screens
