"""What a decision about an application must say, and which decisions its papers allow.

行政许可法 Art 32: complete and in legal form → accept; else everything to correct, once; not our remit → say whose.
容缺受理 (DB45/T 2433-2021): the principal papers are there, a secondary one follows within the promised period, and the
applicant has signed for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from domain.contract.clerk import Decision, MaterialFile

_BY_APPLICANT = ("applicant", "department")


@dataclass(frozen=True, slots=True)
class Lacking:
    """Materials somebody has to bring and nobody brought."""

    required: tuple[MaterialFile, ...]
    tolerable: tuple[MaterialFile, ...]


def lacking(materials: Iterable[MaterialFile]) -> Lacking:
    absent = [m for m in materials if m.source in _BY_APPLICANT and not m.pages]
    return Lacking(
        required=tuple(m for m in absent if m.necessity == "required"),
        tolerable=tuple(m for m in absent if m.necessity == "tolerable"),
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


def _wanting_tolerance(decision: Decision, absent: Lacking, today: date, latest: date) -> Want | None:
    if not may_tolerate(absent):
        return Want.TOLERABLE
    if decision.supply_by is None or not today < decision.supply_by <= latest:
        return Want.DATE
    return None if decision.promise_signed else Want.PROMISE
