"""What the identity screen says: strongly masked until the citizen asks to see it."""

from datetime import date

from domain.failures import FailureCode, text_key
from domain.identity.ethnicity import ethnicity_name
from domain.identity.id_card import IdCard
from domain.identity.masking import mask_address, mask_id_strong, mask_name
from domain.identity.person import Person
from domain.identity.sex import sex_name
from domain.text import Text, text
from kiosk.journeys.identify import flow
from kiosk.journeys.identify.flow import (
    Asking,
    CodeRefused,
    ReaderAbsent,
    Refused,
    Shown,
    State,
    Typing,
    Unreadable,
    Verifying,
    Vouching,
    Waiting,
)
from kiosk.page.parts import Action, Choice, Choices, Entry, Fact, Facts, Page, Remark, Step


def present(state: State, today: date, *, may_act: bool = True) -> Page:
    """``may_act``: the matter may be somebody else's."""
    match state:
        case Asking():
            step = Step("person", text("identify.notice_title"), text("identify.notice_body"))
            return _page(step, Action("identify.agree", text("identify.agree"), flow.Agreed(today)))
        case Waiting():
            step = Step("card", text("identify_more.place"), text("identify_more.place_hint"), moving=True)
            return _page(step, others=(_TYPE,))
        case Unreadable(failure):
            step = Step("card", text("identify.again"), text("identify.again_hint"), _words(failure))
            return _page(step, _RETRY, others=(_TYPE,))
        case CodeRefused(failure):
            step = Step("phone", text("identify_more.code_refused"), text("identify_more.code_again"), _words(failure))
            return _page(step, _RETRY, others=(_TYPE,))
        case ReaderAbsent(failure):
            trouble = _words(failure) if failure else ""
            step = Step("warning", text("identify.absent"), text("identify_more.absent_hint"), trouble)
            return _page(step, _RETRY, others=(_TYPE,))
        case Refused(reason):
            step = Step("warning", text("identify.refused"), text("identify.refused_hint"), reason)
            return _page(step, _RETRY, others=(_TYPE,))
        case Typing():
            return _typing(state, today)
        case Vouching() | Verifying():
            return _verification(state)
        case Shown():
            return _result(state, may_act=may_act)


_DECLINE = Action("identify.decline", text("identify.decline"), flow.Declined())
_RETRY = Action("identify.retry", text("identify.retry"), flow.RetryAsked())
_TYPE = Action("identify.type", text("identify_more.type"), flow.TypeAsked())


def _page(step: Step, *main: Action, others: tuple[Action, ...] = ()) -> Page:
    return Page(parts=(step,), left=(_DECLINE, *others), right=main)


def _words(failure: FailureCode) -> Text:
    return text(text_key(failure))


def _typing(state: Typing, today: date) -> Page:
    return Page(
        title=text("identify_more.typing_title"),
        parts=(
            Remark(text("identify_more.typing_hint"), "warning"),
            Entry("identify.typed_name", text("identify.name"), state.name, flow.NameTyped,
                  "words", error=state.name_error or ""),
            Entry("identify.typed_number", text("identify_more.number"), state.number, flow.NumberTyped, "id",
                  error=state.number_error or ""),
        ),
        left=(_DECLINE, _RETRY),
        right=(Action("identify.typed", text("identify_more.typed"), flow.TypingDone(today)),),
    )  # fmt: skip


def _verification(state: Vouching | Verifying) -> Page:
    if isinstance(state, Verifying):
        step = Step("progress", text("identify_more.verifying"), text("identify_more.verifying_hint"), moving=True)
        return _page(step)
    trouble = _words(state.failure) if state.failure else ""
    step = Step("person", text("identify_more.vouch"), text("identify_more.vouch_hint"), trouble, moving=not trouble)
    return _page(step, others=(Action("identify.unvouched", text("identify_more.unvouched"), flow.RetryAsked()),))


def _result(state: Shown, *, may_act: bool) -> Page:
    from_card = state.card is not None or state.person.proof == "social_card"
    remarks = (Remark(text("identify.take_card"), "success"),) if from_card else ()
    if state.warning is not None:
        remarks = (*remarks, Remark(state.warning, "warning"))
    reveal = Action("identify.reveal", text("identify.reveal"), flow.RevealAsked(), enabled=not state.revealed)
    return Page(
        title=text("identify.result_title"),
        parts=(*remarks, Facts(_lines(state), strong=True)),
        beside=_other_ways(state, may_act=may_act),
        left=(Action("identify.decline", text("identify.not_me"), flow.Declined()), reveal),
        right=(Action("identify.continue", text("identify.continue"), flow.Confirmed()),),
    )


def _other_ways(state: Shown, *, may_act: bool) -> tuple[Choices, ...]:
    staff = Choice("identify.staff", text("identify_more.staff"), flow.StaffAsked(), text("identify_more.staff_hint"))
    another = Choice(
        "identify.for_another", text("identify_more.for_another"), flow.ForAnother(), text("identify_more.for_hint")
    )
    begun = Choice(
        "identify.unfinished", text("unfinished.found", n=state.unfinished), flow.UnfinishedAsked(),
        text("unfinished.found_hint"),
    )  # fmt: skip
    rows = (
        *((begun,) if state.unfinished and may_act else ()),
        *(() if state.person.proven else (staff,)),
        *((another,) if may_act else ()),
    )
    return (Choices(rows),) if rows else ()


def _lines(state: Shown) -> tuple[Fact, ...]:
    person, card = state.person, state.card
    name, number = person_lines(person, revealed=state.revealed)
    if card is None:
        return (name, number, Fact(text("identify_more.proof"), text(f"identify_more.proof_{person.proof}")))
    return (name, *_of_chip(card, revealed=state.revealed), number,
            Fact(text("identify.validity"), _validity(card), "identify.validity"))  # fmt: skip


def person_lines(person: Person, *, revealed: bool) -> tuple[Fact, Fact]:
    """Name and number."""
    name = person.name if revealed else mask_name(person.name)
    number = person.number if revealed else mask_id_strong(person.number)
    label = text("identify.number" if person.kind == "resident" else "identify_more.number")
    return Fact(text("identify.name"), name, "identify.name"), Fact(label, number, "identify.number")


def _of_chip(card: IdCard, *, revealed: bool) -> tuple[Fact, ...]:
    birth = _day(card.birth) if revealed else text("identify.birth_masked", year=card.birth.year)
    lines = [
        Fact(text("identify.sex"), sex_name(card.sex), "identify.sex"),
        Fact(text("identify.ethnicity"), ethnicity_name(card.ethnicity), "identify.ethnicity"),
        Fact(text("identify_more.nationality"), card.nationality, "identify.nationality"),
        Fact(text("identify.birth"), birth, "identify.birth"),
        Fact(text("identify.address"), card.address if revealed else mask_address(card.address), "identify.address"),
    ]
    return tuple(line for line in lines if line.value)


def _day(day: date) -> Text:
    return text("common.day", year=day.year, month=day.month, day=day.day)


def _validity(card: IdCard) -> Text:
    if card.valid_to is None:
        return text("identify.validity_long")
    return text("identify.validity_until", year=card.valid_to.year, month=card.valid_to.month, day=card.valid_to.day)
