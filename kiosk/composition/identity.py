"""Who stands here and for whom: the steps of identity put together."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer

from devices.events import (
    CardRead,
    CardReadFailed,
    CodeScanned,
    DeviceEvent,
    SocialCard,
    SocialCardRead,
    SocialCardReadFailed,
)
from domain.contract.draft import MyDrafts
from domain.identity.id_card import IdCard
from domain.identity.person import Person
from kiosk import journey_map
from kiosk.composition.face import portrait_to_compare
from kiosk.composition.stage import Stage, is_working, reader_trouble
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journeys.behalf import flow as behalf
from kiosk.journeys.behalf.presenter import present as present_behalf
from kiosk.journeys.behalf.screen import BehalfScreen
from kiosk.journeys.identify import effects
from kiosk.journeys.identify import flow as identify
from kiosk.journeys.identify.presenter import present as present_identify
from kiosk.journeys.identify.screen import IdentifyScreen
from qt_edge.background_jobs import Err, Ok, Outcome

READER = "id_card_reader"
_NOT_KNOWN = identify.Waiting | identify.Unreadable | identify.CodeRefused | identify.Refused
_TAKES_CODES = _NOT_KNOWN | identify.ReaderAbsent | identify.Typing | identify.Vouching


class IdentifyStage(Stage[identify.State, identify.Event, effects.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, laid: IdCard | None, *, may_act: bool = True) -> None:
        self._bench = bench
        self._ways = ways
        self._may_act = may_act
        super().__init__(
            lambda: IdentifyScreen(bench.say, own_letters=not bench.chinese_keys),
            identify.TABLE,
            identify.Asking(laid),
            lambda state: present_identify(state, bench.today(), may_act=may_act),
            self._perform,
        )

    def on_device(self, event: DeviceEvent) -> None:
        match event:
            case CardRead(_, card):
                self._given()
                self.feed(identify.CardLaid(self._bench.today(), card))
            case SocialCardRead(_, social) if not isinstance(self.state, identify.Asking | identify.Verifying):
                self._given()
                self.feed(_social(self._bench, social))
            case CodeScanned(_, words) if isinstance(self.state, _TAKES_CODES):
                self._given()
                self.feed(identify.CodeShown(words))
            case CardReadFailed(_, failure) | SocialCardReadFailed(_, failure):
                if isinstance(self.state, _NOT_KNOWN):
                    self._ways.active()
                    self.feed(identify.CardNotRead(failure))
            case _:
                self._on_condition(event)

    def _given(self) -> None:
        self._ways.data_given()
        self._ways.active()

    def _on_condition(self, event: DeviceEvent) -> None:
        trouble = reader_trouble(event, READER)
        watching = isinstance(self.state, identify.Waiting | identify.Unreadable | identify.ReaderAbsent)
        if trouble is not None and watching:
            self.feed(identify.ReaderGone(trouble.failure))
        elif is_working(event, READER) and isinstance(self.state, identify.ReaderAbsent):
            self.feed(identify.ReaderBack())

    def _perform(self, effect: effects.Effect) -> None:
        match effect:
            case effects.WatchReader():
                self._bench.devices.watch_cards(True)
                self._bench.devices.refresh()
            case effects.HideLater(seconds):
                QTimer.singleShot(seconds * 1000, self._hide)
            case effects.Verify(code, person):
                self._bench.line.run(_question(self._bench, code, person), self._on_answer)
            case effects.Identified(person, for_another, unfinished):
                self._ways.data_given()
                card = self.state.card if isinstance(self.state, identify.Shown) else None
                portrait = portrait_to_compare(self._bench, card)
                self._ways.go(journey_map.Identified(person, for_another, unfinished, portrait))
            case effects.LookForUnfinished(person) if self._may_act:
                self._bench.line.run(lambda: self._bench.personal.drafts(person), partial(self._on_unfinished, person))
            case effects.GiveUp():
                self._ways.end()

    def _on_answer(self, outcome: Outcome[Person]) -> None:
        self._ways.active()
        if isinstance(outcome, Err):
            self.feed(identify.NotVerified(outcome.failure))
        else:
            self.feed(identify.Verified(outcome.value))

    def _on_unfinished(self, person: Person, outcome: Outcome[MyDrafts]) -> None:
        """Without an answer nothing is offered here; the home screen's tile tells why."""
        if isinstance(outcome, Ok) and isinstance(self.state, identify.Shown):
            self.feed(identify.UnfinishedFound(person, len(outcome.value.drafts)))

    def _hide(self) -> None:
        if isinstance(self.state, identify.Shown):
            self.feed(identify.RevealOver())


class BehalfStage(Stage[behalf.State, behalf.Event, behalf.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, agent: Person) -> None:
        self._bench = bench
        self._ways = ways
        super().__init__(
            lambda: BehalfScreen(bench.say, own_letters=not bench.chinese_keys),
            behalf.TABLE,
            behalf.Choosing(agent),
            lambda state: present_behalf(state, bench.today()),
            self._perform,
        )

    def on_device(self, event: DeviceEvent) -> None:
        if isinstance(event, CardRead) and isinstance(self.state, behalf.WaitingPrincipal | behalf.TypingPrincipal):
            self._ways.active()
            self.feed(behalf.CardLaid(self._bench.today(), event.card))
        elif isinstance(event, CardReadFailed) and isinstance(self.state, behalf.WaitingPrincipal):
            self._ways.active()
            self.feed(behalf.CardNotRead(event.failure))

    def _perform(self, effect: behalf.Effect) -> None:
        match effect:
            case behalf.WatchReader():
                self._bench.devices.watch_cards(True)
            case behalf.ActFor(principal):
                self._ways.go(journey_map.ActFor(principal))


def _question(bench: Workbench, code: str, person: Person | None) -> Callable[[], Person]:
    if person is None:
        return lambda: bench.personal.by_phone(code)
    return lambda: bench.personal.by_clerk(person, code)


def _social(bench: Workbench, card: SocialCard) -> identify.SocialCardLaid:
    person = None
    if not card.kept_back:
        person = Person("resident", card.name, card.person_number, proof="social_card")
    return identify.SocialCardLaid(bench.today(), person, card.valid_to)
