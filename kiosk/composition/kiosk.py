"""One visit put together: the map, the session, the shell and whatever step is on stage."""

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from devices.events import DeviceEvent
from domain.clock import Clock
from domain.failures import Failure
from domain.flow.machine import Machine, label
from domain.text import Say, Text
from kiosk import journey_map, session
from kiosk.composition.aftermath import DoneStage, ProgressStage
from kiosk.composition.arrival import GuideStage, HomeStage, IdentifyStage, ScenarioStage, SearchStage, authority_of
from kiosk.composition.filing import FormStage, MaterialsStage, ReviewStage
from kiosk.composition.hand_in import region_of, slip_of
from kiosk.composition.owed import OwedReceipts
from kiosk.composition.stage import Stage
from kiosk.composition.supply import ShopShelf, Supply, open_supply
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journey_map import Place
from kiosk.settings import Settings
from kiosk.shell.main_window import MainWindow
from kiosk.shell.status_strip import strip_props
from offline_queue.projection import QueueSummary
from offline_queue.station import Station
from qt_edge.flow_driver import FlowDriver
from qt_edge.theme import Theme, apply_theme

_log = logging.getLogger(__name__)

TICK_MS = 1000
REPAIR_MS = 2000
"""How often a terminal out of service looks whether it can serve again."""
DESIGN_SHORT_SIDE = 1080

AnyStage = Stage[object, object, object]
_WITH_BACK = (
    journey_map.AtScenario, journey_map.AtGuide, journey_map.AtForm, journey_map.AtMaterials, journey_map.AtReview,
)  # fmt: skip


class Kiosk(QObject):
    """Warm from the start, with devices and disk only after :meth:`raise_window`. ``end_process`` is called
    once, when a visit that gave data is over and everything of it is closed."""

    def __init__(
        self, app: QApplication, settings: Settings, say: Say, clock: Clock, end_process: Callable[[], None]
    ) -> None:
        super().__init__()
        self._app = app
        self._settings = settings
        self._say = say
        self._clock = clock
        self._end_process = end_process
        self._assist = False
        self._ending = False
        self._supply: Supply | None = None
        self._trouble: Text | None = None
        self._stage: AnyStage | None = None
        self._owed: OwedReceipts | None = None
        self._shelf = ShopShelf(Station(settings.state))
        self._apply_theme()
        self._window = MainWindow(say)
        self._window.resize(*settings.size)
        self._window.back_asked.connect(self._on_back)
        self._window.exit_confirmed.connect(self._on_exit)
        self._window.touched.connect(self._on_touched)
        self._ways = Ways(
            go=self._go,
            end=self._on_exit,
            data_given=lambda: self._session.feed(session.DataGiven()),
            active=self._on_touched,
            use_assist=self._use_assist,
        )
        self._map: FlowDriver[Place, journey_map.Event, journey_map.Effect] = FlowDriver(
            Machine(journey_map.TABLE, journey_map.AtHome()), self._enter, self._perform
        )
        self._session: FlowDriver[session.State, session.Event, session.Effect] = FlowDriver(
            Machine(session.TABLE, session.Idle()), self._show_session, self._end
        )
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._repair = QTimer(self)
        self._repair.setInterval(REPAIR_MS)
        self._repair.timeout.connect(self._open)

    def warm(self) -> None:
        """Draw the home screen once unseen, so that fonts, styles and the catalogue are at hand."""
        self._map.start()
        self._window.grab()
        try:
            self._shelf.shop()
        except Failure as failure:
            _log.info("%s", failure)

    def raise_window(self) -> None:
        """Show the home screen and open the devices."""
        self._open()
        self._tick.start()
        self._on_tick()
        if self._settings.full_screen:
            self._window.showFullScreen()
        else:
            self._window.show()
        self._window.watch()

    def close(self) -> None:
        """Ends everything that runs. Safe when nothing was opened."""
        self._tick.stop()
        self._repair.stop()
        if self._stage is not None:
            self._stage.close()
            self._stage = None
        self._window.cover()
        self._window.hide()
        if self._supply is not None:
            self._supply.close()
            self._supply = None

    @Slot()
    def _open(self) -> None:
        opened = open_supply(self._settings, self._say, self._clock, self._shelf, self._on_device)
        if not isinstance(opened, Supply):
            if opened != self._trouble or self._stage is None:
                self._trouble = opened
                self._map.start()
            self._repair.start()
            return
        self._repair.stop()
        self._trouble = None
        self._supply = opened
        self._owed = OwedReceipts(opened.bench)
        opened.queue_look.summary_changed.connect(self._on_summary)
        self._window.show_node(opened.bench.enrolment.node.name)
        opened.start()
        self._owed.settle()
        self._map.start()

    # -- steps ------------------------------------------------------------------------------------

    def _go(self, event: object) -> None:
        self._map.feed(event)  # type: ignore[arg-type]  # the steps name only events of the map

    def _enter(self, place: Place) -> None:
        if self._ending:
            return
        if self._stage is not None:
            self._stage.close()
        self._stage = stage = self._make_stage(place)
        at_home = isinstance(place, journey_map.AtHome)
        self._window.show_screen(stage.screen, back=self._may_go_back(place), home=not at_home)
        if self._supply is not None:
            # A card is read at home, and after the consent of the identity step: nowhere else.
            self._supply.bench.devices.watch_cards(at_home)
            self._supply.bench.devices.listen_codes(True)
        journey = stage.screen.objectName().removeprefix("screen.")
        self._session.feed(session.Opened(session.limit_of(journey, assist=self._assist)))
        stage.opened()

    def _make_stage(self, place: Place) -> AnyStage:
        if self._supply is None or isinstance(place, journey_map.AtHome):
            return _any(HomeStage(self._say, self._ways, assist=self._assist, trouble=self._trouble))
        return make_stage(place, self._supply.bench, self._ways)

    @staticmethod
    def _may_go_back(place: Place) -> bool:
        task = place.visit.task
        return isinstance(place, _WITH_BACK) and not (task is not None and task.correction)

    def _perform(self, effect: journey_map.Effect) -> None:
        if self._supply is None:
            return
        keeper, storage = self._supply.bench.keeper, self._supply.bench.storage
        match effect:
            case journey_map.DiscardDraft(case_id):
                storage.run(lambda: keeper.discard(case_id), lambda _: None)
            case journey_map.DropPages(case_id, digests):
                for digest in digests:
                    storage.run(partial(keeper.drop_page, case_id, digest), lambda _: None)

    def _use_assist(self, on: bool) -> None:
        self._assist = on
        self._apply_theme()
        self._map.start()

    def _apply_theme(self) -> None:
        size = self._app.primaryScreen().size() if self._settings.full_screen else None
        width, height = (size.width(), size.height()) if size is not None else self._settings.size
        factor = min(width, height) / DESIGN_SHORT_SIDE
        apply_theme(self._app, Theme("kiosk", assist=self._assist, factor=factor))

    # -- events -----------------------------------------------------------------------------------

    def _on_device(self, event: DeviceEvent) -> None:
        if self._owed is not None:
            self._owed.on_device(event)
        if self._stage is not None:
            self._stage.on_device(event)

    def _on_summary(self, summary: QueueSummary) -> None:
        self._window.show_strip(strip_props(summary.connected, summary.waiting, summary.needs_attention))

    def _on_back(self) -> None:
        if self._stage is not None:
            self._go(self._stage.gathered())

    def _on_touched(self) -> None:
        self._session.feed(session.Touched())

    def _on_exit(self) -> None:
        self._session.feed(session.ExitAsked())

    @Slot()
    def _on_tick(self) -> None:
        self._window.show_time(self._clock.now())
        self._session.feed(session.Ticked())

    # -- the session ------------------------------------------------------------------------------

    def _show_session(self, state: session.State) -> None:
        left = state.left if isinstance(state, session.Active | session.Warned) else None
        self._window.show_countdown(left, warn=isinstance(state, session.Warned))

    def _end(self, effect: session.Effect) -> None:
        if not effect.has_data:
            self._begin_again()
            return
        self._ending = True
        if self._stage is not None:
            self._stage.close()
            self._stage = None
        self._window.cover()
        # Only for the draft to be discarded: the home screen belongs to the next process.
        self._map.feed(journey_map.Restart())
        self.close()
        self._end_process()

    def _begin_again(self) -> None:
        if self._assist:
            self._assist = False
            self._apply_theme()
        self._map.feed(journey_map.Restart())


def make_stage(place: Place, bench: Workbench, ways: Ways) -> AnyStage:
    """The step of a place. A place that lacks what its step needs is a bug and raises ``AssertionError``."""
    match place:
        case journey_map.AtHome():
            return _any(HomeStage(bench.say, ways, assist=False))
        case journey_map.AtIdentify(_, laid):
            return _any(IdentifyStage(bench, ways, laid))
        case journey_map.AtSearch():
            return _any(SearchStage(bench, ways))
        case journey_map.AtProgress(_, words):
            return _any(ProgressStage(bench, ways, words))
    return _work_stage(place, bench, ways)


def _work_stage(place: Place, bench: Workbench, ways: Ways) -> AnyStage:
    visit, card, task = place.visit, place.visit.card, place.visit.task
    assert card is not None
    assert task is not None
    match place:
        case journey_map.AtScenario():
            return _any(ScenarioStage(bench, ways, task))
        case journey_map.AtGuide():
            return _any(GuideStage(bench, ways, task, card))
        case journey_map.AtForm():
            return _any(FormStage(bench, ways, visit, task, card))
        case journey_map.AtMaterials():
            return _any(MaterialsStage(bench, ways, visit, task))
        case journey_map.AtReview():
            return _any(ReviewStage(bench, ways, visit, task, card))
        case journey_map.AtDone(_, committed):
            region = region_of(visit, card, bench.shop.catalogue, bench.enrolment)
            authority = task.authority or authority_of(bench, task.item, card, region)
            return _any(DoneStage(bench, ways, visit, slip_of(task, committed, authority), task.submission_id))
    message = f"no step for {label(place)}"
    raise AssertionError(message)


def _any(stage: object) -> AnyStage:
    """Each step has states and events of its own; the stage below handles them all alike."""
    assert isinstance(stage, Stage)
    return stage
