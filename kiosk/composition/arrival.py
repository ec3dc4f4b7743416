"""The first steps put together: home, identity, search, guide."""

from PySide6.QtCore import QTimer

from devices.events import CardRead, CardReadFailed, CodeScanned, DeviceEvent
from domain.case.routing import implementing_authority
from domain.catalogue.model import Item
from domain.catalogue.prefill import home_region
from domain.catalogue.scenarios import next_question
from domain.identity.id_card import IdCard
from domain.text import Say, Text
from kiosk import journey_map
from kiosk.composition.stage import Stage, is_working, reader_trouble
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journey_map import Task
from kiosk.journeys.guide import flow as guide
from kiosk.journeys.guide.presenter import present as present_guide
from kiosk.journeys.guide.screen import GuideScreen
from kiosk.journeys.home import flow as home
from kiosk.journeys.home.presenter import present as present_home
from kiosk.journeys.home.screen import HomeScreen
from kiosk.journeys.identify import flow as identify
from kiosk.journeys.identify.presenter import present as present_identify
from kiosk.journeys.identify.screen import IdentifyScreen
from kiosk.journeys.scenario import flow as scenario
from kiosk.journeys.scenario.presenter import present as present_scenario
from kiosk.journeys.scenario.screen import ScenarioScreen
from kiosk.journeys.search import flow as search
from kiosk.journeys.search.presenter import present as present_search
from kiosk.journeys.search.screen import SearchScreen

READER = "id_card_reader"
SUGGESTIONS = 8


class HomeStage(Stage[home.State, home.Event, home.Effect]):
    """``trouble``: why nothing can be handed in now."""

    def __init__(self, say: Say, ways: Ways, *, assist: bool, trouble: Text | None = None) -> None:
        self._ways = ways
        first: home.State = home.Welcome(assist) if trouble is None else home.OutOfService(trouble)
        super().__init__(HomeScreen(say), home.TABLE, first, present_home, self._perform)

    def on_device(self, event: DeviceEvent) -> None:
        if not isinstance(self.state, home.Welcome):
            return
        if isinstance(event, CardRead):
            self._ways.data_given()
            self.feed(home.CardLaid(event.card))
        elif isinstance(event, CodeScanned):
            self._ways.data_given()
            self.feed(home.CodeShown(event.text))

    def _perform(self, effect: home.Effect) -> None:
        match effect:
            case home.OpenIdentify(card):
                self._ways.go(journey_map.Begin(card))
            case home.OpenProgress(words):
                self._ways.go(journey_map.LookUp(words))
            case home.UseAssist(on):
                self._ways.use_assist(on)


class IdentifyStage(Stage[identify.State, identify.Event, identify.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, laid: IdCard | None) -> None:
        self._bench = bench
        self._ways = ways
        screen = IdentifyScreen(bench.say, bench.today)
        super().__init__(screen, identify.TABLE, identify.Asking(laid), present_identify, self._perform)

    def on_device(self, event: DeviceEvent) -> None:
        if isinstance(event, CardRead):
            self._ways.data_given()
            self._ways.active()
            self.feed(identify.CardLaid(self._bench.today(), event.card))
        elif isinstance(event, CardReadFailed):
            if isinstance(self.state, identify.Waiting | identify.Unreadable | identify.Refused):
                self._ways.active()
                self.feed(identify.CardNotRead(event.failure))
        elif isinstance(self.state, identify.Waiting | identify.Unreadable | identify.ReaderAbsent):
            self._on_condition(event)

    def _on_condition(self, event: DeviceEvent) -> None:
        trouble = reader_trouble(event, READER)
        if trouble is not None:
            self.feed(identify.ReaderGone(trouble.failure))
        elif is_working(event, READER) and isinstance(self.state, identify.ReaderAbsent):
            self.feed(identify.ReaderBack())

    def _perform(self, effect: identify.Effect) -> None:
        match effect:
            case identify.WatchReader():
                self._bench.devices.watch_cards(True)
                self._bench.devices.refresh()
            case identify.HideLater(seconds):
                QTimer.singleShot(seconds * 1000, self.screen, self._hide)
            case identify.Identified(card):
                self._ways.go(journey_map.Identified(card))
            case identify.GiveUp():
                self._ways.end()

    def _hide(self) -> None:
        if isinstance(self.state, identify.Shown):
            self.feed(identify.RevealOver())


class SearchStage(Stage[search.State, search.Event, search.Effect]):
    def __init__(self, bench: Workbench, ways: Ways) -> None:
        self._bench = bench
        self._ways = ways
        self._suggestions = _suggestions(bench)
        demonstration = bench.shop.catalogue.demonstration
        screen = SearchScreen(bench.say)
        self._focus = screen.focus_line
        super().__init__(
            screen,
            search.TABLE,
            search.Suggesting(self._suggestions),
            lambda state: present_search(state, demonstration=demonstration),
            self._perform,
        )

    def opened(self) -> None:
        if not self._bench.chinese_keys:
            self._focus()

    def _perform(self, effect: search.Effect) -> None:
        match effect:
            case search.Find(query):
                found = self._bench.shop.search.find(query) if query else self._suggestions
                self.feed(search.Results(query, found))
            case search.Open(item):
                case_id = self._bench.ids.new_id()
                task = journey_map.Task(case_id, case_id, item, self._bench.ids.new_token())
                self._ways.go(journey_map.TaskChosen(task))


class ScenarioStage(Stage[scenario.State, scenario.Event, scenario.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, task: Task) -> None:
        self._ways = ways
        question = next_question(task.item, task.chosen)
        assert question is not None
        first = scenario.Asking(task.item, question, task.chosen)
        super().__init__(ScenarioScreen(bench.say), scenario.TABLE, first, present_scenario, self._perform)

    def _perform(self, effect: scenario.Effect) -> None:
        self._ways.go(journey_map.ScenarioChosen(effect.chosen))


class GuideStage(Stage[guide.State, guide.Event, guide.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, task: Task, card: IdCard) -> None:
        self._ways = ways
        item = task.asked_item
        answers = tuple(answer.option for answer in item.scenarios if answer.id in task.chosen)
        demonstration = bench.shop.catalogue.demonstration
        super().__init__(
            GuideScreen(bench.say),
            guide.TABLE,
            guide.first_state(item, authority_of(bench, item, card), answers),
            lambda state: present_guide(state, demonstration=demonstration),
            self._perform,
        )

    def _perform(self, effect: guide.Effect) -> None:
        match effect:
            case guide.BeginForm():
                self._ways.go(journey_map.GuideRead())
            case guide.BackToSearch():
                self._ways.go(journey_map.OtherItem())


def authority_of(bench: Workbench, item: Item, card: IdCard, region_code: str = "") -> str:
    """Name of the deciding authority by the region on the form, else by the card's; empty while unknown."""
    regions = {region.code: region for region in bench.shop.catalogue.regions}
    region = regions.get(region_code) or home_region(card, bench.shop.catalogue.regions)
    return implementing_authority(item, region).name if region else ""


def _suggestions(bench: Workbench) -> tuple[Item, ...]:
    """The catalogue's order is its popularity; first what can be handed in here."""
    here = [item for item in bench.shop.catalogue.items if item.kiosk_class in journey_map.DONE_HERE]
    return tuple(here[:SUGGESTIONS])
