"""What a decision about an application must say, and which decisions its papers allow.

行政许可法 Art 32: complete and in legal form → accept; else everything to correct, once; not our remit → say whose.
容缺受理 (DB45/T 2433-2021): the principal papers are there, a secondary one follows within the promised period, and the
applicant has signed for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from domain.case.clerk_powers import Power
from domain.case.lifecycle import LIFECYCLE, CaseEvent, CaseState
from domain.contract.clerk import Action, Decision, MaterialFile
from domain.flow.machine import Machine

_BY_APPLICANT = ("applicant", "department")


_E = CaseEvent
_EVENTS: dict[Action, tuple[CaseEvent, ...]] = {
    "accept": (_E.ACCEPT,),
    "tolerate": (_E.ACCEPT,),
    "ask_correction": (_E.ASK_CORRECTION,),
    "reject": (_E.REJECT,),
    "not_competent": (_E.REJECT,),
    "finish": (_E.PROCESS, _E.FINISH),
}


def power_for(action: Action) -> Power:
    """受办分离: what is asked of a role to take this decision."""
    return "finish" if action == "finish" else "decide"


def path(state: CaseState, action: Action) -> tuple[CaseEvent, ...]:
    """The events that carry the decision out; none when the state does not allow it.

    What is finished on the spot was at work for that moment, so that its history is whole.
    """
    events = _EVENTS[action]
    for start in range(len(events)):
        run: Machine[CaseState, CaseEvent, object] = Machine(LIFECYCLE, state)
        if run.accepts(events[start]):
            return events[start:]
    return ()


@dataclass(frozen=True, slots=True)
class Lacking:
    """Materials somebody has to bring and nobody brought, and forms nobody signed."""

    required: tuple[MaterialFile, ...]
    tolerable: tuple[MaterialFile, ...]
    owed: bool
    """The case was accepted on the promise that papers follow, and they have not."""


def lacking(materials: Iterable[MaterialFile], *, supply_by: str) -> Lacking:
    """``supply_by``: of the work item."""
    absent = [m for m in materials if m.unsigned or (m.source in _BY_APPLICANT and not m.pages)]
    return Lacking(
        required=tuple(m for m in absent if m.necessity == "required"),
        tolerable=tuple(m for m in absent if m.necessity == "tolerable"),
        owed=bool(supply_by),
    )


def may_tolerate(absent: Lacking) -> bool:
    return bool(absent.tolerable) and not absent.required


class Want(Enum):
    """What a decision lacks; ``value`` for the log of the platform."""

    REASON = "reason: needed to refuse"
    OVERRIDE = "reason: papers are missing, accepting all the same needs one"
    POINTS = "points: everything to correct, at least one"
    BODY = "competent_body: where the applicant is to go"
    TOLERABLE = "action: nothing here can be tolerated"
    PROMISE = "promise_signed: the applicant has to promise"
    OUTCOME = "outcome: how it ended"
    OWED = "outcome: papers are still owed"
    DATE = "supply_by: after today, within the promised period"


def wanting(decision: Decision, absent: Lacking, today: date, latest: date) -> Want | None:
    """``latest``: the last day by which a tolerated paper may follow."""
    reasoned = bool(decision.reason.strip())
    match decision.action:
        case "accept":
            return Want.OVERRIDE if (absent.required or absent.tolerable) and not reasoned else None
        case "tolerate":
            return _wanting_tolerance(decision, absent, today, latest)
        case "ask_correction":
            return None if decision.points else Want.POINTS
        case "reject":
            return None if reasoned else Want.REASON
        case "not_competent":
            return None if decision.competent_body.strip() else Want.BODY
        case "finish":
            return _wanting_result(decision, absent)


def _wanting_tolerance(decision: Decision, absent: Lacking, today: date, latest: date) -> Want | None:
    if not may_tolerate(absent):
        return Want.TOLERABLE
    if decision.supply_by is None or not today < decision.supply_by <= latest:
        return Want.DATE
    return None if decision.promise_signed else Want.PROMISE


def _wanting_result(decision: Decision, absent: Lacking) -> Want | None:
    if decision.outcome is None:
        return Want.OUTCOME
    if decision.outcome == "granted":
        return Want.OWED if absent.owed else None
    return None if decision.reason.strip() else Want.REASON
