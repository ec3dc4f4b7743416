"""What a case is before and after it is committed, and the two documents made of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from domain.case.receipt_code import token_digest
from domain.contract.signature import Signature
from domain.contract.submission import (
    Applicant,
    ClockConfidence,
    FaceEvidence,
    OrganisationApplicant,
    Repeated,
    SealedForm,
    SealedObject,
    SubmissionKind,
    SubmissionManifest,
    TrustGrade,
)
from offline_queue.sealing import Sealer
from offline_queue.station import StationEnrolment


@dataclass(frozen=True, slots=True)
class NewPage:
    material_id: str
    page_no: int
    media_type: str
    """``image/jpeg``, ``image/png`` or ``application/pdf``."""
    grade: TrustGrade
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page that is durable here. The plain digest lives in memory and in the sealed form only."""

    material_id: str
    page_no: int
    media_type: str
    grade: TrustGrade
    sealed_digest: str
    plain_digest: str
    size: int
    """Of the sealed file, in bytes."""
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """Everything of one hand-in. ``repr`` shows nothing of the person."""

    case_id: str
    submission_id: str
    """Equals ``case_id`` for ``new``, the correction's id for ``correction``."""
    kind: SubmissionKind
    item_code: str
    catalogue_version: str
    form_version: str
    applicant: Applicant = field(repr=False)
    region: str = field(repr=False)
    fields: Mapping[str, str] = field(repr=False)
    sources: Mapping[str, str] = field(repr=False)
    pages: tuple[KeptPage, ...]
    token: str = field(repr=False)
    scenarios: tuple[str, ...] = field(default=(), repr=False)
    """Answers to the item's questions, in their order."""
    agent: Applicant | None = field(default=None, repr=False)
    organisation: OrganisationApplicant | None = None
    group_id: str = ""
    """See :class:`SealedForm`."""
    theme: str = ""
    """See :class:`SealedForm`."""
    signature: Signature | None = field(default=None, repr=False)
    face: FaceEvidence = "none"
    """Of who stood there."""
    repeated: Repeated | None = None


@dataclass(frozen=True, slots=True)
class CommittedCase:
    case_id: str
    submission_id: str
    temporary_no: str
    """Empty for a correction."""
    handed_in_at: datetime
    pages: int


def plain_form(draft: CaseDraft, salt: str) -> bytes:
    """JSON of :class:`SealedForm` in UTF-8: to be sealed at once and never written as it is.

    Raises ``ValueError`` (naming fields, never values) for a draft that breaks the contract.
    """
    pages = [page_facts(page) for page in draft.pages]
    content = {
        "submission_id": draft.submission_id, "case_id": draft.case_id, "item_code": draft.item_code,
        "form_version": draft.form_version, "applicant": draft.applicant.model_dump(), "region": draft.region,
        "fields": dict(draft.fields), "sources": dict(draft.sources), "pages": pages,
        "scenarios": list(draft.scenarios), "salt": salt,
        "agent": draft.agent.model_dump() if draft.agent else None,
        "organisation": draft.organisation.model_dump() if draft.organisation else None,
        "group_id": draft.group_id,
        "theme": draft.theme,
        "signature": draft.signature.model_dump(mode="json") if draft.signature else None,
        "face": draft.face,
        "repeated": draft.repeated.model_dump() if draft.repeated else None,
    }  # fmt: skip
    return SealedForm.model_validate_json(json.dumps(content)).model_dump_json().encode()


def page_facts(page: KeptPage) -> dict[str, str | int]:
    """As :class:`SealedPage` in JSON."""
    return {
        "sealed_digest": page.sealed_digest, "plain_digest": page.plain_digest, "material_id": page.material_id,
        "page_no": page.page_no, "media_type": page.media_type, "grade": page.grade,
        "captured_at": page.captured_at.isoformat(),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class HandInMoment:
    """When and by whom a draft was committed."""

    enrolment: StationEnrolment
    at: datetime
    temporary_no: str
    confidence: ClockConfidence
    """How far ``at`` can be believed."""


def manifest_for(
    draft: CaseDraft, objects: tuple[SealedObject, ...], sealer: Sealer, moment: HandInMoment
) -> SubmissionManifest:
    return SubmissionManifest(
        submission_id=draft.submission_id,
        case_id=draft.case_id,
        kind=draft.kind,
        temporary_no=moment.temporary_no,
        item_code=draft.item_code,
        catalogue_version=draft.catalogue_version,
        form_version=draft.form_version,
        device_id=moment.enrolment.device_id,
        node_code=moment.enrolment.node.code,
        handed_in_at=moment.at.astimezone(UTC),
        clock_confidence=moment.confidence,
        token_digest=token_digest(draft.token),
        suite=sealer.suite,
        key_ids=sealer.key_ids,
        objects=objects,
    )


def as_sealed_objects(
    digests_and_sizes: tuple[tuple[str, int], ...], previews: tuple[tuple[str, int], ...] = ()
) -> tuple[SealedObject, ...]:
    """The form first, then the set of previews if there is one, then the pages."""
    form, *pages = digests_and_sizes
    return (
        SealedObject(digest=form[0], size=form[1], role="form"),
        *(SealedObject(digest=digest, size=size, role="previews") for digest, size in previews),
        *(SealedObject(digest=digest, size=size, role="page") for digest, size in pages),
    )
