"""The first steps put together: search, scenario, guide."""

from functools import partial

from devices.events import DeviceEvent, PrintFailed, ReceiptPrinted
from domain.case.routing import implementing_authority
from domain.catalogue.model import Item
from domain.catalogue.prefill import home_region
from domain.catalogue.scenarios import next_question
from domain.documents.item_guide import guide_slip, take_away
from domain.identity.person import Person
from kiosk import journey_map
from kiosk.composition.new_task import new_task
from kiosk.composition.offering import popular_items
from kiosk.composition.stage import Stage
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journey_map import Task
from kiosk.journeys.guide import flow as guide
from kiosk.journeys.guide.presenter import present as present_guide
from kiosk.journeys.guide.screen import GuideScreen
from kiosk.journeys.scenario import flow as scenario
from kiosk.journeys.scenario.presenter import present as present_scenario
from kiosk.journeys.scenario.screen import ScenarioScreen
from kiosk.journeys.search import flow as search
from kiosk.journeys.search.presenter import present as present_search
from kiosk.journeys.search.screen import SearchScreen

SUGGESTIONS = 8


class SearchStage(Stage[search.State, search.Event, search.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, audience: journey_map.Audience) -> None:
        self._bench = bench
        self._ways = ways
        self._suggestions = popular_items(bench.shop, audience, SUGGESTIONS)
        demonstration = bench.shop.catalogue.demonstration
        super().__init__(
            lambda: SearchScreen(bench.say, own_letters=not bench.chinese_keys),
            search.TABLE,
            search.Suggesting(self._suggestions),
            lambda state: present_search(state, demonstration=demonstration),
            self._perform,
        )

    def opened(self) -> None:
        if not self._bench.chinese_keys and isinstance(self.screen, SearchScreen):
            self.screen.focus_line()

    def _perform(self, effect: search.Effect) -> None:
        match effect:
            case search.Find(query):
                found = self._bench.shop.search.find(query) if query else self._suggestions
                self.feed(search.Results(query, found))
            case search.Open(item):
                self._ways.go(journey_map.TaskChosen(new_task(item, self._bench.ids)))


class ScenarioStage(Stage[scenario.State, scenario.Event, scenario.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, task: Task) -> None:
        self._ways = ways
        question = next_question(task.item, task.chosen)
        assert question is not None
        first = scenario.Asking(task.item, question, task.chosen)
        super().__init__(lambda: ScenarioScreen(bench.say), scenario.TABLE, first, present_scenario, self._perform)

    def _perform(self, effect: scenario.Effect) -> None:
        self._ways.go(journey_map.ScenarioChosen(effect.chosen))


class GuideStage(Stage[guide.State, guide.Event, guide.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, task: Task, person: Person | None) -> None:
        self._bench, self._ways = bench, ways
        self._job_id = ""
        item = task.asked_item
        authority = authority_of(bench, item, person)
        answers = tuple(answer.option for answer in item.scenarios if answer.id in task.chosen)
        demonstration = bench.shop.catalogue.demonstration
        super().__init__(
            lambda: GuideScreen(bench.say),
            guide.TABLE,
            guide.first_state(item, authority, answers),
            lambda state: present_guide(
                state, take_away=take_away(item, authority, answers, bench.say), demonstration=demonstration
            ),
            self._perform,
        )
        self._slip = partial(guide_slip, item, authority, answers)

    def on_device(self, event: DeviceEvent) -> None:
        if isinstance(event, ReceiptPrinted | PrintFailed) and event.job_id == self._job_id:
            self._ways.active()
            self.feed(guide.SlipFailed(event.failure) if isinstance(event, PrintFailed) else guide.SlipCame())

    def _perform(self, effect: guide.Effect) -> None:
        match effect:
            case guide.BeginForm():
                self._ways.go(journey_map.GuideRead())
            case guide.BackToSearch():
                self._ways.go(journey_map.OtherItem())
            case guide.PrintGuide():
                self._job_id = self._bench.ids.new_id()
                self._bench.devices.print(self._job_id, self._slip(self._bench.say))


def authority_of(bench: Workbench, item: Item, person: Person | None, region_code: str = "") -> str:
    """Name of the deciding authority by the region on the form, else by the applicant's; empty while unknown."""
    regions = {region.code: region for region in bench.shop.catalogue.regions}
    region = regions.get(region_code) or (home_region(person, bench.shop.catalogue.regions) if person else None)
    return implementing_authority(item, region).name if region else ""
