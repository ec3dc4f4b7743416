"""Going on at the counter with what the person began at a kiosk or another window (续办)."""

from dataclasses import replace

from domain.case.continue_code import read_code
from domain.failures import Failure, text_key
from domain.flow.machine import Step
from domain.text import Text, text
from window_client.draft.taking_up import TakenUp, pages_taken, values_taken
from window_client.journeys.counter.flow import events as on
from window_client.journeys.counter.flow.desk import Desk
from window_client.journeys.counter.flow.states import Continuing, Reception, State

Next = Step[State, on.Effect]


def continue_asked(state: Reception, event: on.ContinueAsked) -> Next:
    """The platform opens it to the applicant's own number only: who stands here is looked at first."""
    person = state.desk.application.applicant
    if person is None:
        return _told(state, text("counter_continue.person_first"))
    try:
        code = read_code(event.code)
    except Failure as failure:
        return _told(state, text(text_key(failure.code)))
    return Step(Continuing(state.desk), (on.TakeUp(state.desk.application.draft_id, code, person),))


def continue_came(state: Continuing, event: on.ContinueCame) -> Next:
    taken, desk = event.taken, state.desk
    item = next((item for item in desk.catalogue.items if item.code == taken.item.code), None)
    if item is None or taken.item.code in desk.application.codes:
        why = "counter_continue.chosen_already" if item else "counter_continue.not_offered"
        return Step(Reception(desk, problem=text(why)), (on.PutBack((taken.item.case_id,)),))
    changes = list(values_taken(taken, item, desk.application))
    for change in changes:
        desk = desk.after(change)
    for change in pages_taken(taken, desk.paper_lines):
        desk = desk.after(change)
        changes.append(change)
    return Step(Reception(desk, problem=_still_to_do(taken, desk)), tuple(map(on.Note, changes)))


def continue_failed(state: Continuing, event: on.ContinueFailed) -> Next:
    return Step(Reception(state.desk, problem=text(text_key(event.failure))))


def _still_to_do(taken: TakenUp, desk: Desk) -> Text | None:
    name = desk.catalogue.item(taken.item.code).name
    if taken.to_come:
        return text("counter_continue.pages_to_come", item=name, n=taken.to_come)
    return None


def _told(state: Reception, words: Text) -> Next:
    return Step(replace(state, problem=words))
