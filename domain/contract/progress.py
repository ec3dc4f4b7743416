"""What a device may learn of cases after hand-in.

``POST /v1/progress`` with a :class:`ProgressQuery` answers :class:`CaseProgress` (404
``CASE_NOT_FOUND`` for an unknown case and for a wrong token alike).
``GET /v1/changes?after=N&mark=K&limit=M`` answers a :class:`ChangePage` of cases this device handed in. ``after`` and
``mark``: ``next`` and ``mark`` of the page before.
"""

from typing import Literal

from domain.contract.theme import ThemeCase
from domain.contract.wire import Identifier, LongText, Moment, ShortText, Wire

CaseStateName = Literal[
    "RECEIVED", "PRE_REVIEW", "RETURNED", "CORRECTION", "REJECTED", "ACCEPTED", "PROCESSING",
    "SUSPENDED", "SPECIAL", "DONE", "DELIVERED", "ARCHIVED", "WITHDRAWN",
]  # fmt: skip


class ProgressQuery(Wire):
    case_id: Identifier
    token: ShortText


class CorrectionPoint(Wire):
    """One thing to correct: a material or a field."""

    kind: Literal["material", "field"]
    id: ShortText
    name: ShortText
    reason: LongText


class Correction(Wire):
    """一次性告知: everything to correct, said at once."""

    correction_id: Identifier
    asked_at: Moment
    authority: ShortText
    points: tuple[CorrectionPoint, ...]


class ProgressStep(Wire):
    at: Moment
    state: CaseStateName
    by: ShortText
    """Name of the node or authority, never of a person."""


class CaseProgress(Wire):
    case_id: Identifier
    temporary_no: ShortText
    official_no: ShortText
    item_code: ShortText
    item_name: ShortText
    state: CaseStateName
    received_at: Moment
    node_name: ShortText
    authority: ShortText
    accept_due_on: str = ""
    """ISO date; last day to accept, correct or refuse (行政许可法 Art 32)."""
    decide_due_on: str = ""
    """ISO date, once accepted; empty while the calendar of that year is not published."""
    correction: Correction | None = None
    """The open correction, if any."""
    steps: tuple[ProgressStep, ...] = ()
    theme: ThemeCase | None = None
    """What was handed in together with it as one theme, with every part."""


class CaseChange(Wire):
    cursor: int
    case_id: Identifier
    official_no: ShortText
    state: CaseStateName
    changed_at: Moment
    correction_id: Identifier | None = None
    material_ids: tuple[ShortText, ...] = ()


class ChangePage(Wire):
    changes: tuple[CaseChange, ...]
    next: int
    mark: int = 0
    """Which change is the one at ``next``: a cursor alone may be given twice, before and after a platform was restored
    from a copy. 0: of none."""
    anew: bool = False
    """This feed does not hold the change the caller stood at: it is told from its beginning."""
