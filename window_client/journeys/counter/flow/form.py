"""One form for all items; what they share is asked once."""

from dataclasses import replace

from domain.flow.machine import Step
from window_client.draft.application import FieldFilled
from window_client.journeys.counter.flow import events as on
from window_client.journeys.counter.flow.states import Form, State

Next = Step[State, on.Effect]


def filled(state: Form, event: on.Filled) -> Next:
    """A problem that was shown goes as soon as the field is right."""
    change = FieldFilled(event.key, event.value)
    desk = state.desk.after(change)
    still = desk.form_problems()
    problems = {key: still[key] for key in state.problems if key in still}
    return Step(replace(state, desk=desk, problems=problems), (on.Note(change),))
