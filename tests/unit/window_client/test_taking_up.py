"""What was begun elsewhere goes on in the counter's draft; nothing the clerk wrote is written over."""

from dataclasses import replace

import counter_states as samples
import pytest

from domain.case.continue_code import code_of
from domain.flow.machine import Machine
from window_client.draft.application import FieldFilled, ItemAdded
from window_client.journeys.counter import flow
from window_client.journeys.counter.flow import events as on

CODE = code_of("A" * 26)


def run(state: flow.State, event: on.Event) -> tuple[flow.State, tuple[on.Effect, ...]]:
    machine: Machine[flow.State, on.Event, on.Effect] = Machine(flow.TABLE, state)
    effects = machine.feed(event)
    return machine.state, effects


def problem(state: flow.State) -> str:
    assert isinstance(state, flow.Reception)
    return state.problem.key if state.problem else ""


def test_the_applicant_has_to_stand_here() -> None:
    state, effects = run(flow.Reception(samples.EMPTY), on.ContinueAsked(CODE))
    assert (problem(state), effects) == ("counter_continue.person_first", ())


def test_a_mistyped_code_asks_nobody() -> None:
    wrong = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
    state, effects = run(flow.Reception(samples.PERSON), on.ContinueAsked(wrong))
    assert (problem(state), effects) == ("failure.continue_code_invalid", ())


def test_the_platform_is_asked_for_this_person() -> None:
    state, effects = run(flow.Reception(samples.PERSON), on.ContinueAsked(CODE.lower()))
    assert isinstance(state, flow.Continuing)
    (asked,) = effects
    assert isinstance(asked, on.TakeUp)
    assert asked.person == samples.PERSON.application.applicant
    assert asked.code == CODE.replace("-", "")


def test_item_form_and_pages_stand_in_the_draft_under_the_case_s_own_id() -> None:
    state, effects = run(flow.Continuing(samples.PERSON), on.ContinueCame(samples.TAKEN))
    application = state.desk.application
    assert application.items == (samples.TAKEN.item,)
    assert (application.agent, application.organisation) == (samples.TAKEN.agent, samples.TAKEN.organisation)
    mobile = next(joint for joint in state.desk.fields if joint.uses[0].id == "mobile")
    assert application.values[mobile.key] == "13712349050"
    filed, unfiled = application.papers.pile.pages
    line = next(line for line in state.desk.paper_lines if line.id == filed.line)
    assert ("DEMO-042", "m2") in {(use.item_code, use.id) for use in line.uses}
    assert unfiled.line == "", "its material is not asked for any more"
    noted = samples.PERSON
    for effect in effects:
        assert isinstance(effect, on.Note)
        noted = noted.after(effect.change)
    assert noted.application == application, "the journal holds all of it"
    assert problem(state) == "counter_continue.pages_to_come"


def test_what_the_clerk_wrote_stays() -> None:
    first, _ = run(flow.Continuing(samples.PERSON), on.ContinueCame(samples.TAKEN))
    mobile = next(joint for joint in first.desk.fields if joint.uses[0].id == "mobile")
    other = samples.desk(ItemAdded(samples.ITEM), FieldFilled(mobile.key, "13800000000"), of=samples.PERSON)
    state, _ = run(flow.Continuing(other), on.ContinueCame(samples.TAKEN))
    assert state.desk.application.values[mobile.key] == "13800000000"


@pytest.mark.parametrize(
    ("code", "why"),
    [("DEMO-010", "counter_continue.chosen_already"), ("NO-SUCH-ITEM", "counter_continue.not_offered")],
)
def test_what_cannot_go_on_here_is_put_back(code: str, why: str) -> None:
    taken = replace(samples.TAKEN, item=replace(samples.TAKEN.item, code=code))
    state, effects = run(flow.Continuing(samples.CHOSEN), on.ContinueCame(taken))
    assert problem(state) == why
    assert effects == (on.PutBack((taken.item.case_id,)),)
    assert state.desk.application == samples.CHOSEN.application


def test_a_discarded_person_s_applications_are_put_back() -> None:
    _, effects = run(flow.Form(samples.CHOSEN), on.DiscardAsked())
    assert on.PutBack((samples.ITEM.case_id,)) in effects
