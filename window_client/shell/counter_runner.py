"""Runs the counter: one person after another, each draft safe on the disk at every keystroke."""

from collections.abc import Callable
from dataclasses import replace

from assets.places import load_places
from devices.events import CardRead, CodeScanned, DeviceEvent
from domain.clock import CHINA
from domain.failures import text_key
from domain.flow.machine import Machine
from domain.text import Text, text
from offline_queue.shop import Shop
from qt_edge.background_jobs import Err, Ok, Outcome
from qt_edge.flow_driver import FlowDriver
from window_client.draft.application import ChosenItem, Slip
from window_client.draft.pages import Page
from window_client.draft.steps import Composed
from window_client.draft.taking_up import TakenUp
from window_client.journeys.counter import flow
from window_client.journeys.counter.flow import events as on
from window_client.journeys.counter.flow.desk import Desk, DraftHead
from window_client.journeys.counter.presenter import present
from window_client.journeys.counter.screen import CounterScreen
from window_client.shell.counter_citizen import CounterCitizen
from window_client.shell.counter_history import CounterHistory
from window_client.shell.counter_keys import CounterKeys
from window_client.shell.counter_receipts import CounterReceipts
from window_client.shell.counter_tools import CounterTools
from window_client.shell.draft_vault import Recalled
from window_client.shell.means import Means
from window_client.shell.search_words import found

Driver = FlowDriver[flow.State, on.Event, on.Effect]


class CounterRunner:
    def __init__(self, screen: CounterScreen, tools: CounterTools, means: Means, citizen: CounterCitizen) -> None:
        self._screen = screen
        self._tools = tools
        self._means = means
        self._citizen = citizen
        self._driver: Driver | None = None
        self._shop: Shop | None = None
        self._left: Callable[[], None] = lambda: None
        self._tell: Callable[[Text], None] = lambda _words: None
        self._history = CounterHistory(tools, self.feed)
        self._receipts = CounterReceipts(tools, means, self.feed)
        self._keys = CounterKeys(screen, tools, means, self)
        self._join()

    def on_left(self, left: Callable[[], None], tell: Callable[[Text], None]) -> None:
        """``left()`` when the clerk goes back to the list; ``tell(words)``: something that needs no answer."""
        self._left, self._tell = left, tell

    @property
    def state(self) -> flow.State | None:
        return self._driver.state if self._driver else None

    def open(self, draft_id: str = "") -> None:
        """The next person, or a draft where it was."""
        self._tools.jobs.run(self._ready_shop, lambda outcome: self._opened(draft_id, outcome))

    def feed(self, event: on.Event) -> None:
        """An event whose time is over is no fault worth a log line: keys and devices come when they come."""
        if self._driver and (type(self._driver.state), type(event)) in flow.TABLE:
            self._driver.feed(event)

    def device_said(self, event: DeviceEvent) -> None:
        match event:
            case CardRead(card=card):
                self.feed(on.CardSeen(card))
            case CodeScanned(text=words):
                self.feed(on.ContinueAsked(words))
            case _:
                self._receipts.device_said(event)
                self._tools.sources.device_said(event)

    def new_items(self, code: str) -> tuple[ChosenItem, ...]:
        """An item, or every item of a theme, with ids of their own."""
        catalogue = self._shop.catalogue if self._shop else None
        themes = catalogue.whole_themes() if catalogue else ()
        members = next((theme.members for theme in themes if theme.code == code), (code,))
        ids = self._means.ids
        return tuple(ChosenItem(member, ids.new_id(), ids.new_token()) for member in members)

    def hide(self) -> None:
        """The clerk goes away: the citizen's screen shows nothing behind their back."""
        self.feed(on.SignatureDropped())
        self._citizen.person_left()

    def show_again(self) -> None:
        if self.state is not None:
            self._show(self.state)

    def forget(self) -> None:
        """Nothing of a person stays on the screen or in memory; the draft stays sealed on the disk."""
        self._tools.sources.cancel()
        self._tools.devices.watch_cards(on=False)
        self._tools.papers.forget()
        self._history.forget()
        self._driver = None
        self._citizen.person_left()
        self._screen.forget()

    def _ready_shop(self) -> Shop | None:
        """On the worker."""
        self._tools.hand_ins.admission()
        return self._tools.shelf.shop()

    def _opened(self, draft_id: str, outcome: Outcome[Shop | None]) -> None:
        if isinstance(outcome, Err) or outcome.value is None:
            self._tell(text(text_key(outcome.failure)) if isinstance(outcome, Err) else text("counter.no_catalogue"))
            self._left()
            return
        self._shop = outcome.value
        recalled = self._tools.keeper.recall(draft_id) if draft_id else None
        if recalled is not None:
            self._resume(recalled)
        else:
            self._start(self._desk_of_nobody())
        self._tools.devices.watch_cards(on=True)

    def _desk_of_nobody(self) -> Desk:
        assert self._shop is not None
        application = self._tools.keeper.begin(self._means.ids.new_id(), self._shop.version)
        today = self._means.clock.now().astimezone(CHINA).date()
        return Desk(application, self._shop.catalogue, today, places=load_places)

    def _resume(self, recalled: Recalled) -> None:
        assert self._shop is not None
        today = self._means.clock.now().astimezone(CHINA).date()
        self._start(Desk(recalled.application, self._shop.catalogue, today, places=load_places))
        if recalled.strays:
            self.feed(on.StageAsked("paper"))
            self._tools.papers.recover(recalled.strays)
            self._tell(text("counter.recovered_pages", n=len(recalled.strays)))
        elif not recalled.application.is_empty:
            self._tell(text("counter.recovered"))

    def _start(self, desk: Desk) -> None:
        self._tools.papers.open(desk.application.draft_id)
        desk = replace(desk, drafts=self._heads())
        self._driver = FlowDriver(Machine(flow.TABLE, flow.at_stage(desk)), self._show, self._perform)
        self._driver.start()

    def _heads(self) -> tuple[DraftHead, ...]:
        assert self._shop is not None
        names = {item.code: item.name for item in self._shop.catalogue.items}
        return tuple(
            DraftHead(
                one.application.draft_id,
                one.application.applicant.name if one.application.applicant else "",
                tuple(names.get(code, code) for code in one.application.codes),
                sum(one.application.papers.pile.counts().values()),
                one.changed_at,
            )
            for one in self._tools.keeper.drafts()
        )

    def _show(self, state: flow.State) -> None:
        self._screen.present(present(state), type(state).__name__)
        self._citizen.shows(state)
        self._history.shows(state)

    def _perform(self, effect: on.Effect) -> None:
        tools = self._tools
        match effect:
            case on.Note(change):
                tools.keeper.note(change)
            case on.Search(words):
                self._search(words)
            case on.StartScan(job_id, source):
                self._keys.start_source(job_id, source)
            case on.StopScan():
                tools.sources.cancel()
            case on.Compose():
                self._compose(effect)
            case on.AskSignature():
                self._citizen.ask(self.feed)
            case on.ShowField(key):
                self._screen.form.take_keys(key)
            case _:
                self._perform_ending(effect)

    def _perform_ending(self, effect: on.Effect) -> None:
        state = self.state
        match effect:
            case on.Save() if state is not None:
                self._save(state.desk)
            case on.PrintReceipts() if state is not None:
                self._receipts.print(state.desk)
            case on.TakeUp():
                self._take_up(effect)
            case on.PutBack(case_ids):
                self._put_back(case_ids)
            case on.Recall(draft_id):
                self._lay_aside()
                self.open(draft_id)
            case on.Park():
                self._lay_aside()
                self.forget()
                self._left()
            case on.Erase():
                self._receipts.settle()
                self._tools.keeper.erase()
                self.forget()
                self._left()

    def _lay_aside(self) -> None:
        state = self.state
        if state is None or state.desk.application.is_empty:
            self._tools.keeper.erase()
        else:
            self._tools.keeper.park()
            self._tell(text("counter.parked"))

    def _search(self, words: str) -> None:
        shop = self._shop
        if shop is not None:
            self._tools.jobs.run(lambda: found(shop, words), lambda outcome: self._on_found(words, outcome))

    def _on_found(self, words: str, outcome: Outcome[tuple[str, ...]]) -> None:
        if isinstance(outcome, Ok):
            self.feed(on.Found(words, outcome.value))

    def _save(self, desk: Desk) -> None:
        """One item after the other; the first that fails ends it."""
        done = {slip.code for slip in desk.application.slips}
        chosen = next((item for item in desk.application.items if item.code not in done), None)
        if chosen is not None:
            self._tools.jobs.run(lambda: self._tools.hand_ins.save(desk, chosen), self._on_saved)

    def _on_saved(self, outcome: Outcome[Slip]) -> None:
        if isinstance(outcome, Err):
            self.feed(on.SaveFailed(outcome.failure))
            return
        self.feed(on.ItemSaved(outcome.value))
        if isinstance(self.state, flow.Saving):
            self._save(self.state.desk)

    def _take_up(self, wanted: on.TakeUp) -> None:
        taking = self._tools.taking_up
        self._tools.jobs.run(
            lambda: taking.take_up(wanted.draft_id, wanted.code, wanted.person),
            lambda outcome: self._on_taken_up(wanted.draft_id, outcome),
        )

    def _on_taken_up(self, draft_id: str, outcome: Outcome[TakenUp]) -> None:
        """Whoever left meanwhile leaves it to be continued elsewhere."""
        state = self.state
        waits = isinstance(state, flow.Continuing) and state.desk.application.draft_id == draft_id
        if isinstance(outcome, Err):
            self.feed(on.ContinueFailed(outcome.failure))
        elif waits:
            self.feed(on.ContinueCame(outcome.value))
        else:
            self._put_back((outcome.value.item.case_id,))

    def _put_back(self, case_ids: tuple[str, ...]) -> None:
        self._tools.jobs.run(lambda: self._tools.taking_up.put_back(case_ids), lambda _outcome: None)

    def _compose(self, wanted: on.Compose) -> None:
        purpose = self._means.say(text("counter.purpose", items=wanted.purpose))
        sides = tuple(side.id for side in wanted.sides)

        def composed(page: Page | None) -> None:
            self.feed(on.Stepped(Composed(sides, replace(page, line=wanted.line))) if page else on.CardNotFound())

        self._tools.papers.compose(wanted.sides, purpose, composed)

    def _join(self) -> None:
        papers, sources = self._tools.papers, self._tools.sources
        papers.page_ready.connect(lambda page, codes: self.feed(on.PageReady(page, codes)))
        papers.page_lost.connect(lambda job, failure: self.feed(on.PageLost(job, failure)))
        papers.thumbnail_ready.connect(self._screen.show_thumbnail)
        papers.view_ready.connect(lambda page, image: self._screen.show_view(page, None if image.isNull() else image))
        sources.ended.connect(lambda job, pages: self.feed(on.ScanEnded(job, pages)))
        sources.broke.connect(lambda job, pages, failure: self.feed(on.ScanBroke(job, pages, failure)))
