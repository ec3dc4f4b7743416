"""One visit put together: the map, the session, the shell and whatever step is on stage."""

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from devices.events import DeviceEvent
from domain.clock import Clock
from domain.failures import Failure
from domain.flow.machine import Machine
from domain.text import Text, text
from kiosk import journey_map, session
from kiosk.composition.at_home import HomeStage
from kiosk.composition.belongings import Belongings
from kiosk.composition.comforts import Comforts
from kiosk.composition.edition import size_of, wear
from kiosk.composition.keeping_up import KeepingUp
from kiosk.composition.last_home import LastHome, keep_last_home
from kiosk.composition.offering import Offering
from kiosk.composition.opening import Opening
from kiosk.composition.owed import OwedReceipts
from kiosk.composition.paper_devices import paper_devices
from kiosk.composition.self_test import DailySelfTest
from kiosk.composition.stage import AnyStage, any_stage
from kiosk.composition.supply import Supply, open_supply
from kiosk.composition.words import Tongue
from kiosk.composition.workbench import Ways
from kiosk.journey_map import Place
from kiosk.journeys.home.flow import OfferChanged
from kiosk.settings import Settings
from kiosk.shell.empty_clipboard import EmptyClipboard
from kiosk.shell.main_window import MainWindow
from kiosk.shell.status_strip import strip_props
from offline_queue.projection import QueueSummary
from offline_queue.shop import ShopShelf
from offline_queue.station import Station
from qt_edge.background_jobs import Err, Outcome
from qt_edge.flow_driver import FlowDriver

_log = logging.getLogger(__name__)

TICK_MS = 1000
REPAIR_MS = 2000
"""How often a terminal out of service looks whether it can serve again."""

_WITH_PAUSE = (journey_map.AtForm, journey_map.AtMaterials, journey_map.AtReview)
_WITH_BACK = (
    journey_map.AtScenario, journey_map.AtGuide, journey_map.AtForm, journey_map.AtMaterials, journey_map.AtReview,
)  # fmt: skip


class Kiosk(QObject):
    """Warm from the start, with devices and disk only after :meth:`raise_window`. ``end_process`` is called
    once, when a visit that gave data is over and everything of it is closed."""

    def __init__(
        self, app: QApplication, settings: Settings, tongue: Tongue, clock: Clock, end_process: Callable[[], None],
        window: MainWindow | None = None,
    ) -> None:  # fmt: skip
        """``window``: one that is in sight already, styled (``kiosk.composition.first_look``)."""
        super().__init__()
        self._app = app
        self._settings = settings
        self._tongue = tongue
        self._clock = clock
        self._end_process = end_process
        self._ending = False
        self._supply: Supply | None = None
        self._trouble: Text | None = None
        self._stage: AnyStage | None = None
        self._owed: OwedReceipts | None = None
        self._self_test: DailySelfTest | None = None
        self._offering = Offering(settings)
        self._opening = Opening(settings.hours, clock)
        self._closed: Text | None = None
        self._belongings = Belongings(paper_devices(settings.devices).scanner)
        self._keeping_up = KeepingUp()
        self._clipboard = EmptyClipboard()
        self._shelf = ShopShelf(Station(settings.state))
        self._window = window or self._new_window()
        self._window.back_asked.connect(self._on_back)
        self._window.exit_confirmed.connect(self._on_exit)
        self._window.pause_asked.connect(self._on_pause)
        self._window.touched.connect(self._on_touched)
        self._window.maintenance_asked.connect(self._on_maintenance)
        self._comforts = Comforts(tongue, self._window, self._restyle, self._redraw)
        self._ways = Ways(
            go=self._go,
            end=self._on_exit,
            data_given=lambda: self._session.feed(session.DataGiven()),
            active=self._on_touched,
        )
        self._map: FlowDriver[Place, journey_map.Event, journey_map.Effect] = FlowDriver(
            Machine(journey_map.TABLE, journey_map.AtHome()), self._enter, self._perform
        )
        self._session: FlowDriver[session.State, session.Event, session.Effect] = FlowDriver(
            Machine(session.TABLE, session.Idle()), self._show_session, self._end
        )
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.tick)
        self._repair = QTimer(self)
        self._repair.setInterval(REPAIR_MS)
        self._repair.timeout.connect(self._open)

    def _new_window(self) -> MainWindow:
        self._restyle(False)
        window = MainWindow(self._tongue)
        window.resize(size_of(self._app, self._settings))
        return window

    @property
    def window(self) -> MainWindow:
        return self._window

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
        self.tick()
        self._window.rise(full_screen=self._settings.full_screen)

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
        opened = open_supply(self._settings, self._tongue, self._clock, self._shelf, self._on_device)
        if not isinstance(opened, Supply):
            if opened != self._trouble or self._stage is None:
                self._trouble = opened
                self._map.start()
            self._repair.start()
            return
        self._trouble = None
        self._supply = opened
        self._offering.on_shop(opened.bench.shop)
        self._repair.timeout.disconnect(self._open)
        self._repair.timeout.connect(self._look_at_disk)
        self._owed = OwedReceipts(opened.bench)
        self._self_test = DailySelfTest(opened, Station(self._settings.state), self._tongue)
        opened.queue_look.summary_changed.connect(self._on_summary)
        node = opened.bench.enrolment.node.name
        self._window.show_node(node)
        keep_last_home(self._settings.state, LastHome(node, self._offering.offer))
        opened.start()
        self._owed.settle()
        # The visit before may have died; whose application it was can go on with it anywhere.
        opened.storage.run(opened.outbox.drafts.rest_all, lambda _: None)
        self._look_at_disk()
        self._repair.start()
        self._map.start()

    @Slot()
    def _look_at_disk(self) -> None:
        """Whether another whole case has room: asked while the home screen is in sight, before anyone begins."""
        if self._supply is not None and isinstance(self._stage, HomeStage | None):
            self._supply.storage.run(self._supply.outbox.admission, self._on_admission)

    def _on_admission(self, outcome: Outcome[object]) -> None:
        full = text("home.full") if isinstance(outcome, Err) else None
        if self._offering.on_full(full):
            self._show_offer()

    def _show_offer(self) -> None:
        if isinstance(self._stage, HomeStage) and self._supply is not None and self._closed is None:
            self._stage.feed(OfferChanged(self._offering.offer))

    # -- steps ------------------------------------------------------------------------------------

    def _go(self, event: object) -> None:
        self._map.feed(event)  # type: ignore[arg-type]  # the steps name only events of the map

    def _enter(self, place: Place) -> None:
        if self._ending:
            return
        if self._stage is not None:
            self._stage.close()
        self._stage = stage = self._make_stage(place)
        stage.shown = lambda: self._comforts.speak(stage.screen.prompt())
        at_home = isinstance(place, journey_map.AtHome)
        self._put_on_stage(stage, place)
        if self._supply is not None:
            # A card is read at home, and after the consent of the identity step: nowhere else.
            self._supply.bench.devices.watch_cards(at_home)
            self._supply.bench.devices.listen_codes(True)
        journey = stage.screen.objectName().removeprefix("screen.")
        self._session.feed(session.Opened(session.limit_of(journey, assist=self._comforts.comfort.assist)))
        stage.opened()
        if self._supply is not None and isinstance(place, _WITH_PAUSE):
            self._keeping_up.keep(self._supply.bench, journey_map.standing(place))

    def _put_on_stage(self, stage: AnyStage, place: Place) -> None:
        at_home = isinstance(place, journey_map.AtHome)
        self._window.show_screen(
            stage.screen, back=self._may_go_back(place), home=not at_home, pause=self._may_pause(place)
        )
        self._comforts.speak(stage.screen.prompt())

    def _make_stage(self, place: Place) -> AnyStage:
        if self._supply is None or isinstance(place, journey_map.AtHome):
            bench = self._supply.bench if self._supply is not None else None
            offer = self._offering.offer
            trouble = self._closed if bench is not None else self._trouble or text("home.no_catalogue")
            return any_stage(
                HomeStage(
                    self._tongue,
                    self._ways,
                    bench,
                    offer,
                    few=self._comforts.comfort.assist or self._comforts.comfort.lowered,
                    trouble=trouble,
                )
            )
        # Here and not above: the steps of a visit are half of what a start loads (kiosk.composition.preload).
        from kiosk.composition.stages import make_stage

        return make_stage(place, self._supply.bench, self._ways)

    @staticmethod
    def _may_go_back(place: Place) -> bool:
        task = place.visit.task
        if isinstance(place, journey_map.AtIdentify):
            return task is not None and not task.correction
        return isinstance(place, _WITH_BACK) and not (task is not None and task.correction)

    @staticmethod
    def _may_pause(place: Place) -> bool:
        return isinstance(place, _WITH_PAUSE) and place.visit.may_pause

    def _perform(self, effect: journey_map.Effect) -> None:
        if self._supply is None:
            return
        keeper, storage = self._supply.bench.keeper, self._supply.bench.storage
        match effect:
            case journey_map.DiscardDraft(draft_id):
                storage.run(lambda: keeper.discard(draft_id), lambda _: None)
            case journey_map.RestDraft(draft_id):
                storage.run(lambda: keeper.drafts.rest(draft_id), lambda _: None)
            case journey_map.DropPages(draft_id, digests):
                for digest in digests:
                    storage.run(partial(keeper.drop_page, draft_id, digest), lambda _: None)

    def _redraw(self) -> None:
        """The step goes on where it is, on a new screen."""
        if self._stage is None:
            return
        if isinstance(self._stage, HomeStage):
            self._map.start()
            return
        self._stage.redraw()
        self._put_on_stage(self._stage, self._map.state)

    def _restyle(self, assist: bool) -> None:
        wear(self._app, self._settings, assist=assist)

    # -- events -----------------------------------------------------------------------------------

    def _on_device(self, event: DeviceEvent) -> None:
        if self._supply is not None:
            self._supply.metered.on_device(event)
        if self._owed is not None:
            self._owed.on_device(event)
        self._belongings.on_device(event)
        if self._offering.on_device(event):
            self._show_offer()
        if self._stage is not None:
            self._stage.on_device(event)

    def _on_summary(self, summary: QueueSummary) -> None:
        self._window.show_strip(strip_props(summary.connected, summary.waiting, summary.needs_attention))
        if self._offering.on_line(connected=summary.connected):
            self._show_offer()

    def _on_back(self) -> None:
        if self._stage is not None:
            self._go(self._stage.gathered())

    def _on_pause(self) -> None:
        if self._stage is not None:
            self._go(journey_map.Pause(self._stage.gathered()))

    def _on_maintenance(self) -> None:
        """Only at home, where nobody's visit is."""
        if self._supply is not None and isinstance(self._map.state, journey_map.AtHome) and not self._ending:
            self._go(journey_map.Maintain())

    def _on_touched(self) -> None:
        self._session.feed(session.Touched())

    def _on_exit(self) -> None:
        self._session.feed(session.ExitAsked())

    @Slot()
    def tick(self) -> None:
        """A second went by."""
        self._window.show_time(self._clock.now())
        if self._ending:
            if self._supply is not None:
                self._supply.bench.devices.refresh()
            if self._belongings.tick():
                self._finish()
            return
        self._look_at_hours()
        if self._self_test is not None and isinstance(self._stage, HomeStage):
            self._self_test.tick(self._clock.now())
        if self._supply is not None and (visit := self._unfinished()) is not None:
            self._keeping_up.tick(self._supply.bench, visit)
        self._session.feed(session.Ticked())

    def _unfinished(self) -> journey_map.Visit | None:
        """With what the step on stage has gathered so far."""
        place = self._map.state
        if isinstance(place, _WITH_PAUSE) and self._stage is not None:
            return journey_map.taken_along(journey_map.standing(place), self._stage.gathered())
        done = isinstance(place, journey_map.AtDone | journey_map.AtService)
        return place.visit if place.visit.is_begun and not done else None

    def _look_at_hours(self) -> None:
        """Whoever has begun may finish: only the home screen opens and closes."""
        if self._offering.on_hours(self._opening.closing_soon()):
            self._show_offer()
        if self._closed != (closed := self._opening.closed()) and isinstance(self._stage, HomeStage):
            self._closed = closed
            self._map.start()

    # -- the session ------------------------------------------------------------------------------

    def _show_session(self, state: session.State) -> None:
        if isinstance(state, session.Resting):
            self._window.rest(night=self._opening.is_night())
        else:
            self._window.wake()
        left = state.left if isinstance(state, session.Active | session.Warned) else None
        self._window.show_countdown(left, warn=isinstance(state, session.Warned))

    def _end(self, effect: session.Effect) -> None:
        if not effect.has_data:
            self._begin_again()
            return
        self._ending = True
        if self._supply is not None and not effect.asked and (visit := self._unfinished()) is not None:
            self._keeping_up.keep(self._supply.bench, visit)
        if self._stage is not None:
            self._stage.close()
            self._stage = None
        self._window.cover()
        # Only for the draft to be discarded, or to rest: the home screen belongs to the next process.
        self._map.feed(journey_map.Restart(put_away=not effect.asked))
        if self._belongings.paper_left:
            self._window.show_countdown(None, warn=False)
            self._window.remind("scanner", text("leaving.paper"), text("leaving.paper_hint"))
            self._comforts.speak(self._tongue(text("leaving.paper")))
        else:
            self._finish()

    def _finish(self) -> None:
        self.close()
        self._end_process()

    def _begin_again(self) -> None:
        self._comforts.reset()
        self._map.feed(journey_map.Restart())
