"""A state of the counter as its screen shows it. Numbers and names of people are masked here."""

from dataclasses import dataclass
from typing import TypeAlias

from domain.identity.masking import mask_name
from domain.text import Text, text
from window_client.draft.application import STAGES, Stage
from window_client.journeys.counter.flow.states import Check, Continuing, Form, Paper, Reception, Saved, Saving, State
from window_client.journeys.counter.presenter.check import CheckProps, present_check
from window_client.journeys.counter.presenter.form import FormProps, present_form
from window_client.journeys.counter.presenter.paper import PaperProps, present_paper
from window_client.journeys.counter.presenter.reception import ReceptionProps, present_reception
from window_client.journeys.counter.presenter.repeats import repeat_words

Step: TypeAlias = ReceptionProps | FormProps | PaperProps | CheckProps


@dataclass(frozen=True, slots=True)
class CounterProps:
    stage: Stage
    marks: dict[Stage, Text]
    """Beside each step's name: what is still to do there."""
    person: Text
    items: Text
    problem: Text | None
    repeats: tuple[Text, ...]
    """What the same applicant handed in here lately of the same items."""
    step: Step
    locked: bool
    """The hand-in has begun: nothing can be changed any more."""


def present(state: State) -> CounterProps:
    application = state.desk.application
    applicant = application.applicant
    problem = state.problem if isinstance(state, Reception | Paper | Check) else None
    if isinstance(state, Continuing):
        problem = text("counter_continue.fetching")
    return CounterProps(
        stage=_stage(state),
        marks=_marks(state),
        person=text("counter.person", name=mask_name(applicant.name)) if applicant else text("counter.nobody_yet"),
        items=text("counter.items", n=len(application.items)),
        problem=problem,
        repeats=repeat_words(state.desk) if not application.slips else (),
        step=_step(state),
        locked=bool(application.slips) or isinstance(state, Saving | Continuing),
    )


def _step(state: State) -> Step:
    match state:
        case Reception() | Continuing():
            return present_reception(state)
        case Form():
            return present_form(state)
        case Paper():
            return present_paper(state)
        case Check() | Saving() | Saved():
            return present_check(state)


def _stage(state: State) -> Stage:
    kinds: dict[type, Stage] = dict(zip((Reception, Form, Paper), STAGES, strict=False))
    kinds[Continuing] = "reception"
    return kinds.get(type(state), "check")


def _marks(state: State) -> dict[Stage, Text]:
    """What is still to do in each step; of an empty desk nothing is ready."""
    desk = state.desk
    missing = sum(line.necessity == "required" for line in desk.missing())
    to_do: dict[Stage, int] = {
        "reception": int(desk.application.applicant is None) + int(not desk.items) + len(desk.open_questions()),
        "form": len(desk.form_problems()),
        "paper": missing + (1 if desk.unfiled() else 0),
    }
    return {
        stage: text("counter.to_do", n=n) if n else text("counter.ready")
        for stage, n in to_do.items()
        if desk.items or stage == "reception"
    }
