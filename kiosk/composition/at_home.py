"""The home screen put together."""

from devices.events import CardRead, CodeScanned, DeviceEvent
from domain.text import Say, Text
from kiosk import journey_map
from kiosk.composition.doors import DOORS
from kiosk.composition.new_task import new_task
from kiosk.composition.stage import Stage
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journeys.home import flow as home
from kiosk.journeys.home.presenter import present as present_home
from kiosk.journeys.home.screen import HomeScreen


class HomeStage(Stage[home.State, home.Event, home.Effect]):
    """``bench``: ``None`` while nothing can be done here, because of ``trouble``."""

    def __init__(
        self, say: Say, ways: Ways, bench: Workbench | None, offer: home.Offer, *, few: bool, trouble: Text | None
    ) -> None:
        self._ways = ways
        self._bench = bench
        first: home.State = home.Welcome(offer, few=few) if trouble is None else home.OutOfService(trouble)
        super().__init__(lambda: HomeScreen(say), home.TABLE, first, present_home, self._perform)

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
            case home.OpenService(tile):
                self._ways.go(DOORS[tile]())
            case home.OpenSearch(audience):
                self._ways.go(journey_map.Browse(audience))
            case home.OpenItem(code) if self._bench is not None:
                item = self._bench.shop.catalogue.item(code)
                self._ways.go(journey_map.TaskChosen(new_task(item, self._bench.ids)))
            case home.OpenIdentify(card):
                self._ways.go(journey_map.Begin(card))
            case home.OpenProgress(words):
                self._ways.go(journey_map.LookUp(words))
