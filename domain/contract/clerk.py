"""What the window of a clerk asks of the platform (mTLS of the window plus the clerk's session).

``POST /v1/clerks/login`` answers :class:`ClerkSession`; its token goes into ``Authorization: Bearer``.
``POST /v1/clerks/resume`` with a :class:`LeaseQuery` answers a session as well: the clerk worked offline under the
lease of an earlier one. 403 when the lease ran out, is another window's, or role or password have changed since.
``GET /v1/worklist`` → :class:`Worklist`; ``GET /v1/worklist/{case_id}`` → :class:`CaseFile`;
``GET /v1/worklist/{case_id}/pages/{plain_digest}`` → the page's bytes, exactly as captured;
``GET /v1/worklist/{case_id}/previews/{plain_digest}`` → a small JPEG of a page that still travels (204: none yet);
``POST /v1/worklist/{case_id}/decisions`` with a :class:`Decision` → :class:`DecisionReply`
(idempotent by ``decision_id``; 409 ``CASE_STATE_CONFLICT`` when ``expected_version`` is stale).
"""

from datetime import date
from typing import Literal

from pydantic import Field

from domain.contract.progress import CaseStateName, Correction, CorrectionPoint
from domain.contract.signature import Signature
from domain.contract.submission import Applicant, FaceEvidence, Repeated, TrustGrade
from domain.contract.theme import ThemeCase
from domain.contract.wire import Digest, Identifier, LongText, Moment, ShortText, Wire

Action = Literal["accept", "tolerate", "ask_correction", "reject", "not_competent", "finish"]
"""受理, 容缺受理, 补正, 不予受理, 不予受理 because another body has to decide, 办结."""
Outcome = Literal["granted", "refused", "ended"]
"""准予, 不予, 终止办理."""
Role = Literal["counter", "officer", "station", "technician"]
"""综合窗口受理人员, 部门审批人员, 乡镇站点人员 (who is both), 运维人员 (terminals only, never a case)."""
Lamp = Literal["green", "yellow", "red", "grey"]


class LoginRequest(Wire):
    username: ShortText
    password: ShortText


class ClerkSession(Wire):
    token: str
    clerk_name: ShortText
    authority: ShortText
    node_name: ShortText
    role: Role
    expires_at: Moment
    lease: str = Field(default="", repr=False)
    """Compact JWS over :class:`LeaseClaims`, by the platform's key: so long this clerk may work here without it."""


class LeaseClaims(Wire):
    """离线授权."""

    username: ShortText
    clerk_name: ShortText
    authority: ShortText
    node_name: ShortText
    role: Role
    device_id: Identifier
    login_digest: Digest
    """Of the password as the platform keeps it: another password ends the leases of before."""
    issued_at: Moment
    expires_at: Moment


class LeaseQuery(Wire):
    lease: str = Field(repr=False)


class WorkItem(Wire):
    case_id: Identifier
    version: int
    official_no: ShortText
    temporary_no: ShortText
    item_code: ShortText
    item_name: ShortText
    applicant_masked: ShortText
    state: CaseStateName
    received_at: Moment
    received_node: ShortText
    authority: ShortText
    accept_due_on: str
    supply_by: str = ""
    """ISO date by which the papers of a 容缺受理 have to follow; empty when none are owed."""
    lamp: Lamp
    is_travelling: bool = False
    """Its form is here; nothing can be decided before every page is signed for."""
    pages_to_come: int = 0


class Worklist(Wire):
    items: tuple[WorkItem, ...]
    themes: tuple[ThemeCase, ...] = ()
    """Those the department leads or has a part in; it may lead one without a case of its own."""


class FieldValue(Wire):
    id: ShortText
    name: ShortText
    kind: ShortText = "text"
    """Kind of the form field: what a screen masks by default."""
    value: LongText
    """Canonical text; of a region its name."""
    source: Literal["card", "user", "library"]


class PageRef(Wire):
    plain_digest: Digest
    page_no: int
    media_type: ShortText
    size: int
    grade: TrustGrade
    round: int
    """0 for the first hand-in, 1 for the first correction …"""
    has_arrived: bool = True
    """Otherwise there may be a preview; ``size`` is that of the sealed page then."""


class MaterialFile(Wire):
    material_id: ShortText
    name: ShortText
    necessity: Literal["required", "optional", "tolerable"]
    source: Literal["card", "licence", "applicant", "form", "department"]
    pages: tuple[PageRef, ...]
    unsigned: bool = False
    """A form that has to be signed by hand, and nobody did, neither on a pad nor on paper."""


class HistoryEntry(Wire):
    at: Moment
    state: CaseStateName
    by: ShortText
    note: LongText = ""


class FormerVersion(Wire):
    """The station had an older catalogue, or the case is older than today's: what is wanted now may be missing."""

    catalogue: ShortText
    """Version it was handed in by."""
    change: Literal["changed", "left"]
    """The item asks for something else by now; or it is in the catalogue no longer and shown as it last was."""


class CaseFile(Wire):
    item: WorkItem
    applicant: Applicant
    fields: tuple[FieldValue, ...]
    materials: tuple[MaterialFile, ...]
    history: tuple[HistoryEntry, ...]
    correction: Correction | None = None
    actions: tuple[Action, ...]
    """What its state and its papers allow now."""
    supply_by_latest: date | None = None
    """The last day a tolerated paper may follow, when ``tolerate`` is allowed."""
    theme: ThemeCase | None = None
    """What it is a part of."""
    signature: Signature | None = None
    """Under the newest form that has one."""
    face: FaceEvidence = "none"
    """Of who handed in last after agreeing to a comparison."""
    repeated: Repeated | None = None
    former: FormerVersion | None = None


class Decision(Wire):
    decision_id: Identifier
    expected_version: int
    action: Action
    points: tuple[CorrectionPoint, ...] = ()
    """For ``ask_correction``: everything at once, at least one."""
    reason: LongText = ""
    """For ``reject``, and for ``accept`` although papers are missing: required."""
    supply_by: date | None = None
    """For ``tolerate``: required."""
    promise_signed: bool = False
    """For ``tolerate``: the applicant signed the promise (承诺书), which stays with the file."""
    competent_body: ShortText = ""
    """For ``not_competent``: where to go instead."""
    outcome: Outcome | None = None
    """For ``finish``: required; other than ``granted`` it needs a reason."""


NoticeKind = Literal["acceptance", "tolerance", "correction", "rejection", "not_competent", "result"]


class NoticeFacts(Wire):
    """What the notice to print says; ``domain.documents`` lays it out."""

    kind: NoticeKind
    document_no: ShortText
    case_id: Identifier
    official_no: ShortText
    item_name: ShortText
    applicant_name: ShortText
    authority: ShortText
    node_name: ShortText
    decided_at: Moment
    received_at: Moment
    decide_due_on: str = ""
    legal_days: int | None = Field(default=None)
    promised_days: int | None = Field(default=None)
    points: tuple[CorrectionPoint, ...] = ()
    reason: LongText = ""
    supply_by: date | None = None
    competent_body: ShortText = ""
    outcome: Outcome | None = None


class DecisionReply(Wire):
    item: WorkItem
    notice: NoticeFacts
