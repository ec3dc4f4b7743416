"""Who is here, for whom, and what for."""

from dataclasses import replace

from domain.catalogue.prefill import home_region
from domain.catalogue.scenarios import next_question
from domain.flow.machine import Step
from domain.identity.card_check import check_card
from domain.identity.credit_code import check_credit_code
from domain.identity.id_card import CardKind, IdCard
from domain.identity.person import person_of
from domain.identity.resident_id import check_resident_id, normalise_id
from domain.identity.verdict import Reject
from domain.text import text
from window_client.draft.application import (
    Change,
    FieldFilled,
    ItemAdded,
    ItemRemoved,
    Organisation,
    OrganisationGiven,
    Person,
    PersonGiven,
    PersonKind,
    ScenarioAnswered,
)
from window_client.journeys.counter.flow import events as on
from window_client.journeys.counter.flow.desk import Desk
from window_client.journeys.counter.flow.states import Reception, State

_KINDS: dict[CardKind, PersonKind] = {
    "resident": "31",
    "hmt_permit": "37",
    "foreigner_2017": "38",
    "foreigner_2023": "38",
}

Next = Step[State, on.Effect]


def noted(state: Reception, *changes: Change) -> Next:
    desk = state.desk
    for change in changes:
        desk = desk.after(change)
    return Step(replace(state, desk=desk, problem=None), tuple(on.Note(change) for change in changes))


def card_seen(state: Reception, event: on.CardSeen) -> Next:
    verdict = check_card(event.card, state.desk.today)
    if isinstance(verdict, Reject):
        return Step(replace(state, problem=verdict.reason))
    card = event.card
    person = Person(_KINDS[card.kind], card.name, card.number, card.address, _region(card, state.desk), "card")
    return _given(state, person)


def person_typed(state: Reception, event: on.PersonTyped) -> Next:
    """The clerk looked at the document; only resident numbers are typed, other cards have a chip."""
    number, name = normalise_id(event.number), " ".join(event.name.split())
    verdict = check_resident_id(number, state.desk.today, frozenset({number[:6]}))
    if isinstance(verdict, Reject):
        return Step(replace(state, problem=verdict.reason))
    if not name:
        return Step(replace(state, problem=text("counter.name_missing")))
    known = {region.code for region in state.desk.catalogue.regions}
    return _given(state, Person("31", name, number, region=number[:6] if number[:6] in known else ""))


def organisation_typed(state: Reception, event: on.OrganisationTyped) -> Next:
    """Both empty: the items are for a person after all."""
    name, code = " ".join(event.name.split()), normalise_id(event.credit_code)
    if not name and not code:
        return noted(state, OrganisationGiven(None))
    verdict = check_credit_code(code)
    if isinstance(verdict, Reject):
        return Step(replace(state, problem=text("counter.credit_code_wrong")))
    if not name:
        return Step(replace(state, problem=text("counter.organisation_name_missing")))
    return noted(state, OrganisationGiven(Organisation(name, code)))


def role_chosen(state: Reception, event: on.RoleChosen) -> Next:
    return Step(replace(state, role=event.role, problem=None))


def searched(state: Reception, event: on.Searched) -> Next:
    return Step(replace(state, words=event.words, problem=None), (on.Search(event.words),))


def found(state: Reception, event: on.Found) -> Next:
    """A late answer to words that were typed over meanwhile is left."""
    return Step(replace(state, found=event.codes) if event.words == state.words else state)


def items_taken(state: Reception, event: on.ItemsTaken) -> Next:
    """For each of them what is known of the person is filled in."""
    step = noted(replace(state, words="", found=()), *(ItemAdded(item) for item in event.items))
    after = step.state
    assert isinstance(after, Reception)
    filled = noted(after, *_known(after.desk))
    return Step(filled.state, (*step.effects, *filled.effects))


def item_dropped(state: Reception, event: on.ItemDropped) -> Next:
    cases = tuple(item.case_id for item in state.desk.application.items if item.code == event.code)
    step = noted(state, ItemRemoved(event.code))
    return Step(step.state, (*step.effects, on.PutBack(cases)))


def answered(state: Reception, event: on.Answered) -> Next:
    """The open question's answer; an answer given before takes it and those after it back."""
    chosen = next((item for item in state.desk.application.items if item.code == event.code), None)
    if chosen is None:
        return Step(state)
    scenarios = chosen.scenarios
    if event.scenario in scenarios:
        return noted(state, ScenarioAnswered(event.code, scenarios[: scenarios.index(event.scenario)]))
    question = next_question(state.desk.catalogue.item(event.code), scenarios)
    if question is None or event.scenario not in {option.id for option in question.options}:
        return Step(state)
    return noted(state, ScenarioAnswered(event.code, (*scenarios, event.scenario)))


def drafts_seen(state: Reception, event: on.DraftsSeen) -> Next:
    return Step(replace(state, desk=replace(state.desk, drafts=event.drafts)))


def draft_taken(state: Reception, event: on.DraftTaken) -> Next:
    return Step(state, (on.Recall(event.draft_id),))


def _given(state: Reception, person: Person) -> Next:
    """An agent comes for somebody: then the applicant is asked for next, if nobody is named yet."""
    step = noted(state, PersonGiven(state.role, person))
    after = step.state
    assert isinstance(after, Reception)
    if state.role == "agent":
        return Step(replace(after, role="applicant"), step.effects)
    filled = noted(after, *_known(after.desk))
    return Step(filled.state, (*step.effects, *filled.effects))


def _known(desk: Desk) -> tuple[Change, ...]:
    """Fields the applicant's card answers, unless the clerk wrote something there."""
    person = desk.application.applicant
    if person is None:
        return ()
    known = {"name": person.name, "id_number": person.number, "address": person.address, "region": person.region}
    return tuple(
        FieldFilled(joint.key, known[joint.field.prefill], "card")
        for joint in desk.fields
        if known.get(joint.field.prefill) and desk.application.sources.get(joint.key) != "user"
    )


def _region(card: IdCard, desk: Desk) -> str:
    region = home_region(person_of(card), desk.catalogue.regions)
    return region.code if region else ""
