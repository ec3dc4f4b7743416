"""Agents: both persons are known, a body by its code, and nobody acts for himself."""

from dataclasses import replace

from domain.flow.machine import Machine
from domain.text import text
from kiosk import journey_map
from kiosk.composition.hand_in import draft_of
from kiosk.journeys.behalf import flow
from tools.kiosk_samples import AGENT, BODY, CARD, PERSON, TODAY


def at(state: flow.State) -> Machine[flow.State, flow.Event, flow.Effect]:
    return Machine(flow.TABLE, state)


def test_the_other_persons_card_makes_an_agent_of_who_stands_here() -> None:
    machine = at(flow.Choosing(AGENT))
    assert machine.feed(flow.PersonChosen()) == (flow.WatchReader(),)
    machine.feed(flow.CardLaid(TODAY, CARD))
    assert machine.feed(flow.Confirmed()) == (flow.ActFor(PERSON),)


def test_nobody_acts_for_himself() -> None:
    machine = at(flow.WaitingPrincipal(PERSON))
    machine.feed(flow.CardLaid(TODAY, CARD))
    assert machine.state == flow.WaitingPrincipal(PERSON, text("behalf.same_person"))
    typing = at(flow.TypingPrincipal(PERSON, "张三", CARD.number))
    typing.feed(flow.TypingDone(TODAY))
    assert isinstance(typing.state, flow.TypingPrincipal)
    assert typing.state.number_error == text("behalf.same_person")


def test_a_code_with_a_letter_o_is_refused_and_a_doubtful_one_goes_when_confirmed() -> None:
    machine = at(flow.TypingOrganisation(PERSON, BODY.name, "9133020OMA0AAAA01W"))
    machine.feed(flow.TypingDone(TODAY))
    assert isinstance(machine.state, flow.TypingOrganisation)
    machine.feed(flow.NumberTyped("91350211M0000XUF46"))
    machine.feed(flow.TypingDone(TODAY))
    assert isinstance(machine.state, flow.TypingOrganisation)
    assert machine.state.code_error == text("form.credit_code_warn")
    machine.feed(flow.TypingDone(TODAY))
    assert isinstance(machine.state, flow.OrganisationShown)


def test_a_body_is_the_applicant_and_the_person_acts_for_it() -> None:
    machine = at(flow.TypingOrganisation(PERSON, BODY.name, BODY.credit_code))
    machine.feed(flow.TypingDone(TODAY))
    assert machine.feed(flow.Confirmed()) == (flow.ActFor(BODY),)


def test_both_persons_are_in_what_is_handed_in() -> None:
    from test_kiosk_journey_map import CATALOGUE, ENROLMENT, TASK, walk

    at_search = walk(journey_map.Begin(), journey_map.Identified(AGENT, for_another=True), journey_map.ActFor(PERSON))
    visit = replace(at_search.state.visit, task=TASK)
    draft = draft_of(visit, TASK, PERSON, CATALOGUE, ENROLMENT)
    assert (draft.applicant.id_number, draft.applicant.proof) == (PERSON.number, "card")
    assert draft.agent is not None
    assert (draft.agent.id_number, draft.agent.proof) == (AGENT.number, "clerk")
    for_body = walk(journey_map.Begin(), journey_map.Identified(PERSON, for_another=True), journey_map.ActFor(BODY))
    body = draft_of(replace(for_body.state.visit, task=TASK), TASK, PERSON, CATALOGUE, ENROLMENT).organisation
    assert body is not None
    assert body.credit_code == BODY.credit_code
