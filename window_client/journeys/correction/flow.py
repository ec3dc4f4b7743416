"""补正: the clerk ticks everything that is wrong, gives each a reason, and sends it once."""

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from domain.contract.clerk import CaseFile, Decision, DecisionReply
from domain.contract.progress import CorrectionPoint
from domain.failures import FailureCode, text_key
from domain.flow.machine import Step, Table
from domain.text import Text

PointKind: TypeAlias = Literal["material", "field"]
Problem: TypeAlias = Literal["", "nothing_ticked", "reason_missing"]


@dataclass(frozen=True, slots=True)
class Point:
    kind: PointKind
    id: str
    name: str
    ticked: bool = False
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Draft:
    file: CaseFile = field(repr=False)
    points: tuple[Point, ...]
    decision_id: str


@dataclass(frozen=True, slots=True)
class Editing:
    draft: Draft
    problem: Problem = ""


@dataclass(frozen=True, slots=True)
class Confirming:
    """The notice is complete and read once more before it goes."""

    draft: Draft
    decision: Decision = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sending:
    draft: Draft
    decision: Decision = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The platform may or may not have it. It can only be sent again as it is, or left."""

    draft: Draft
    decision: Decision = field(repr=False)
    failure: FailureCode


State: TypeAlias = Editing | Confirming | Sending | Unanswered


@dataclass(frozen=True, slots=True)
class Ticked:
    kind: PointKind
    id: str
    on: bool
    suggestion: str = field(default="", repr=False)
    """Taken as the reason while none is given."""


@dataclass(frozen=True, slots=True)
class Reasoned:
    kind: PointKind
    id: str
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SendAsked:
    pass


@dataclass(frozen=True, slots=True)
class Confirmed:
    pass


@dataclass(frozen=True, slots=True)
class Cancelled:
    pass


@dataclass(frozen=True, slots=True)
class Sent:
    reply: DecisionReply = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class BackAsked:
    pass


Event: TypeAlias = Ticked | Reasoned | SendAsked | Confirmed | Cancelled | Sent | Failed | BackAsked


@dataclass(frozen=True, slots=True)
class Send:
    case_id: str
    decision: Decision = field(repr=False)


@dataclass(frozen=True, slots=True)
class Finish:
    reply: DecisionReply = field(repr=False)


@dataclass(frozen=True, slots=True)
class Leave:
    case_id: str
    note: Text | None = None


Effect: TypeAlias = Send | Finish | Leave


def begin(file: CaseFile, decision_id: str) -> Editing:
    """Everything that can be wrong, nothing ticked yet."""
    materials = tuple(Point("material", material.material_id, material.name) for material in file.materials)
    fields = tuple(Point("field", value.id, value.name) for value in file.fields)
    return Editing(Draft(file, materials + fields, decision_id))


def ticked(draft: Draft) -> tuple[CorrectionPoint, ...]:
    return tuple(
        CorrectionPoint(kind=point.kind, id=point.id, name=point.name, reason=point.reason.strip())
        for point in draft.points
        if point.ticked
    )


def _changed(state: Editing, kind: PointKind, point_id: str, change: Point) -> Step[State, Effect]:
    points = tuple(change if (p.kind, p.id) == (kind, point_id) else p for p in state.draft.points)
    return Step(Editing(replace(state.draft, points=points)))


def _point(state: Editing, kind: PointKind, point_id: str) -> Point:
    return next(p for p in state.draft.points if (p.kind, p.id) == (kind, point_id))


def _tick(state: Editing, event: Ticked) -> Step[State, Effect]:
    point = _point(state, event.kind, event.id)
    reason = point.reason or (event.suggestion if event.on else "")
    return _changed(state, event.kind, event.id, replace(point, ticked=event.on, reason=reason))


def _reason(state: Editing, event: Reasoned) -> Step[State, Effect]:
    """Giving a reason ticks the point: nobody explains what is right."""
    point = _point(state, event.kind, event.id)
    on = point.ticked or bool(event.reason.strip())
    return _changed(state, event.kind, event.id, replace(point, ticked=on, reason=event.reason))


def _check(state: Editing, _event: SendAsked) -> Step[State, Effect]:
    points = ticked(state.draft)
    if not points:
        return Step(replace(state, problem="nothing_ticked"))
    if not all(point.reason for point in points):
        return Step(replace(state, problem="reason_missing"))
    item = state.draft.file.item
    decision = Decision(
        decision_id=state.draft.decision_id, expected_version=item.version, action="ask_correction", points=points
    )
    return Step(Confirming(state.draft, decision))


def _send(state: Confirming | Unanswered, _event: Confirmed) -> Step[State, Effect]:
    return Step(Sending(state.draft, state.decision), (Send(state.draft.file.item.case_id, state.decision),))


def _edit_again(state: Confirming, _event: Cancelled | BackAsked) -> Step[State, Effect]:
    return Step(Editing(state.draft))


def _sent(state: Sending, event: Sent) -> Step[State, Effect]:
    return Step(Editing(state.draft), (Finish(event.reply),))


def _failed(state: Sending, event: Failed) -> Step[State, Effect]:
    """A final no means that the case has changed under us: back to it, and say why."""
    if event.failure.value.startswith("X") and event.failure.name != "CLERK_REFUSED":
        return Step(Editing(state.draft), (Leave(state.draft.file.item.case_id, Text(text_key(event.failure))),))
    return Step(Unanswered(state.draft, state.decision, event.failure))


def _leave(state: Editing | Unanswered, _event: BackAsked | Cancelled) -> Step[State, Effect]:
    return Step(state, (Leave(state.draft.file.item.case_id),))


TABLE: Table[State, Effect] = {
    (Editing, Ticked): _tick,
    (Editing, Reasoned): _reason,
    (Editing, SendAsked): _check,
    (Editing, BackAsked): _leave,
    (Confirming, Confirmed): _send,
    (Confirming, Cancelled): _edit_again,
    (Confirming, BackAsked): _edit_again,
    (Sending, Sent): _sent,
    (Sending, Failed): _failed,
    (Unanswered, Confirmed): _send,
    (Unanswered, Cancelled): _leave,
    (Unanswered, BackAsked): _leave,
}
