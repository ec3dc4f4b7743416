"""The life of a case (办件), run by :class:`domain.flow.machine.Machine`."""

from enum import Enum
from types import MappingProxyType
from typing import cast

from domain.contract.progress import CaseStateName
from domain.flow.machine import Table


class CaseState(Enum):
    """``value`` is the name on the wire; DRAFT and QUEUED exist on a station only."""

    DRAFT = "DRAFT"
    QUEUED = "QUEUED"
    RECEIVED = "RECEIVED"
    PRE_REVIEW = "PRE_REVIEW"
    RETURNED = "RETURNED"
    CORRECTION = "CORRECTION"
    REJECTED = "REJECTED"
    ACCEPTED = "ACCEPTED"
    PROCESSING = "PROCESSING"
    SUSPENDED = "SUSPENDED"
    SPECIAL = "SPECIAL"
    DONE = "DONE"
    DELIVERED = "DELIVERED"
    ARCHIVED = "ARCHIVED"
    WITHDRAWN = "WITHDRAWN"


class CaseEvent(Enum):
    SAVE = "saved on the station"
    RECEIVE = "the platform holds every page"
    START_REVIEW = "pre-review begins"
    RETURN = "pre-review sends it back"
    RESUBMIT = "handed in again after a return"
    ASK_CORRECTION = "everything to correct is said at once"
    CORRECT = "everything asked for is handed in: a new day of receipt"
    ACCEPT = "the department accepts"
    REJECT = "the department does not accept"
    PROCESS = "work begins"
    SUSPEND = "suspended"
    RESUME = "goes on"
    START_SPECIAL = "a special procedure begins"
    END_SPECIAL = "the special procedure ends"
    FINISH = "decided"
    DELIVER = "the result is with the applicant"
    ARCHIVE = "archived"
    WITHDRAW = "the applicant withdraws"


_S, _E = CaseState, CaseEvent

_WITHDRAWABLE = (_S.RECEIVED, _S.PRE_REVIEW, _S.RETURNED, _S.CORRECTION, _S.ACCEPTED, _S.PROCESSING, _S.SUSPENDED,
                 _S.SPECIAL)  # fmt: skip

LIFECYCLE: Table[CaseState, object] = MappingProxyType({
    (_S.DRAFT, _E.SAVE): _S.QUEUED,
    (_S.DRAFT, _E.RECEIVE): _S.RECEIVED,
    (_S.QUEUED, _E.RECEIVE): _S.RECEIVED,
    (_S.RECEIVED, _E.START_REVIEW): _S.PRE_REVIEW,
    (_S.RECEIVED, _E.ASK_CORRECTION): _S.CORRECTION,
    (_S.RECEIVED, _E.ACCEPT): _S.ACCEPTED,
    (_S.RECEIVED, _E.REJECT): _S.REJECTED,
    (_S.PRE_REVIEW, _E.RETURN): _S.RETURNED,
    (_S.PRE_REVIEW, _E.ASK_CORRECTION): _S.CORRECTION,
    (_S.PRE_REVIEW, _E.ACCEPT): _S.ACCEPTED,
    (_S.PRE_REVIEW, _E.REJECT): _S.REJECTED,
    (_S.RETURNED, _E.RESUBMIT): _S.RECEIVED,
    (_S.CORRECTION, _E.CORRECT): _S.RECEIVED,
    (_S.CORRECTION, _E.ACCEPT): _S.ACCEPTED,
    (_S.ACCEPTED, _E.PROCESS): _S.PROCESSING,
    (_S.PROCESSING, _E.SUSPEND): _S.SUSPENDED,
    (_S.SUSPENDED, _E.RESUME): _S.PROCESSING,
    (_S.PROCESSING, _E.START_SPECIAL): _S.SPECIAL,
    (_S.SPECIAL, _E.END_SPECIAL): _S.PROCESSING,
    (_S.PROCESSING, _E.FINISH): _S.DONE,
    (_S.DONE, _E.DELIVER): _S.DELIVERED,
    (_S.DELIVERED, _E.ARCHIVE): _S.ARCHIVED,
    **{(state, _E.WITHDRAW): _S.WITHDRAWN for state in _WITHDRAWABLE},
})  # fmt: skip

REPORTED_CODE: dict[CaseState, int] = {
    _S.DRAFT: 1, _S.QUEUED: 2, _S.RECEIVED: 2, _S.PRE_REVIEW: 3, _S.RETURNED: 4, _S.ACCEPTED: 5, _S.CORRECTION: 6,
    _S.REJECTED: 7, _S.PROCESSING: 8, _S.SUSPENDED: 9, _S.SPECIAL: 9, _S.DONE: 10,
}  # fmt: skip
"""HANDLESTART of the Zhejiang pre-library; it has no code for delivered, archived and withdrawn."""


def wire_name(state: CaseState) -> CaseStateName:
    """Raises ``ValueError`` for a state that never leaves the station."""
    if state in (CaseState.DRAFT, CaseState.QUEUED):
        message = f"{state.name} never leaves the station"
        raise ValueError(message)
    return cast(CaseStateName, state.value)
