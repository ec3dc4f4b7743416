"""A sealed hand-in on the wire.

``PUT /v1/cases/{case_id}`` (first hand-in) and
``PUT /v1/cases/{case_id}/corrections/{correction_id}`` (answer to a 补正) carry a
:class:`SubmissionManifest` and are answered by a :class:`SubmissionStatus`: 201 the first time, 200
when repeated unchanged, 422 ``MANIFEST_CONFLICT`` when the same id comes with another manifest.
By the manifest every upload exists at ``/v1/uploads/{digest}`` (tus 1.0). When the last one is
whole, ``POST /v1/submissions/{submission_id}/completion`` answers the status with the signed
acknowledgement, for ever the same; 409 ``SUBMISSION_INCOMPLETE`` with the status while bytes are missing.
"""

from typing import Literal

from pydantic import Field

from domain.contract.signature import Signature
from domain.contract.wire import Digest, Identifier, LongText, Moment, RegionCode, ShortText, SuiteName, Wire

SubmissionKind = Literal["new", "correction"]
ClockConfidence = Literal["synchronised", "unsynchronised", "implausible"]
TrustGrade = Literal["A", "B", "C", "D"]
FaceEvidence = Literal["none", "match", "no_match", "unsure"]
"""What a comparison of the face with the card's portrait found, where somebody agreed to one. ``none``: nobody was
compared, for whatever reason: who declines is not told apart."""


class SealedObject(Wire):
    """One age file. Nothing here tells what it holds about a person."""

    digest: Digest
    """SHA-256 of the sealed bytes: its name everywhere."""
    size: int = Field(gt=0)
    role: Literal["form", "previews", "page"]
    """``previews``: a ZIP of small grey JPEGs, each named by the plain digest of its page; there may be none."""


class SubmissionManifest(Wire):
    version: Literal["v1"] = "v1"
    submission_id: Identifier
    """Equals ``case_id`` for ``new``, ``correction_id`` for ``correction``."""
    case_id: Identifier
    kind: SubmissionKind
    temporary_no: ShortText
    """Empty for a correction."""
    item_code: ShortText
    catalogue_version: ShortText
    form_version: ShortText
    device_id: Identifier
    node_code: ShortText
    handed_in_at: Moment
    clock_confidence: ClockConfidence
    token_digest: Digest
    """SHA-256 of the token on the receipt: who shows it may ask for the progress."""
    suite: SuiteName
    key_ids: tuple[ShortText, ...]
    objects: tuple[SealedObject, ...]
    """The form first, then the set of previews if there is one, then the pages in their order."""


class Applicant(Wire):
    """The person the case is for. Only ever inside a sealed form or on the authorised clerk's line."""

    name: ShortText
    id_kind: Literal["31", "37", "38"]
    """Zhejiang certificate type: resident card, HK/Macao/Taiwan permit, foreigner permanent card."""
    id_number: ShortText
    mobile: ShortText = ""
    address: ShortText = ""
    proof: Literal["card", "social_card", "phone", "clerk", "typed"] = "card"
    """What showed that it is this person; devices before 代办 knew cards only."""


class OrganisationApplicant(Wire):
    """The body a case is for, when it is not for a person; ``applicant`` is then who acts for it (经办人)."""

    name: ShortText
    credit_code: ShortText
    """Unified social credit code (GB 32100-2015)."""


_BEGINNINGS = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "application/pdf": b"%PDF-"}


def looks_like(data: bytes, media_type: str) -> bool:
    """Whether a page is what it is said to be, by its first bytes; what a device says of a file is not believed."""
    return data.startswith(_BEGINNINGS[media_type])


class SealedPage(Wire):
    sealed_digest: Digest
    plain_digest: Digest
    """SHA-256 of the page before sealing; the platform refuses a page that differs."""
    material_id: ShortText
    page_no: int = Field(ge=1)
    media_type: Literal["image/jpeg", "image/png", "application/pdf"]
    grade: TrustGrade
    captured_at: Moment


class Repeated(Wire):
    """The same applicant handed the same item in before, at the same window; the clerk was told and says why again."""

    temporary_no: ShortText
    """Of the latest one before."""
    reason: LongText = Field(repr=False)


class SealedForm(Wire):
    """The content of the form object, JSON in UTF-8, sealed."""

    version: Literal["v1"] = "v1"
    submission_id: Identifier
    case_id: Identifier
    item_code: ShortText
    form_version: ShortText
    applicant: Applicant
    region: RegionCode
    """District or county whose department is to decide."""
    fields: dict[str, LongText]
    """By field id; values in their canonical text (dates ISO 8601, money in yuan with two decimals)."""
    sources: dict[str, Literal["card", "user", "library"]]
    pages: tuple[SealedPage, ...]
    scenarios: tuple[ShortText, ...] = ()
    """Answers to the item's questions (情形) in their order: they say which materials are needed."""
    salt: ShortText
    """Random, so that equal forms never have equal digests."""
    agent: Applicant | None = None
    """Who brought the case for the applicant (代办人)."""
    organisation: OrganisationApplicant | None = None
    group_id: ShortText = ""
    """Common to the cases one person handed in together at a window (联办); empty: handed in alone."""
    theme: ShortText = ""
    """Of the group: the catalogue's code of the theme (一件事) its items are; empty: they have nothing in common."""
    signature: Signature | None = None
    """By hand, over what the screen showed; devices without a pad give none."""
    face: FaceEvidence = "none"
    """Of who stood there."""
    repeated: Repeated | None = None


class UploadState(Wire):
    digest: Digest
    offset: int
    size: int


class SubmissionStatus(Wire):
    submission_id: Identifier
    case_id: Identifier
    official_no: ShortText
    state: Literal["receiving", "complete", "refused"]
    received_at: Moment
    missing: tuple[UploadState, ...]
    """Uploads that are not whole yet."""
    acknowledgement: str = ""
    """Compact JWS (EdDSA) over :class:`AcknowledgementClaims`; empty until complete."""
    refusal: ShortText = ""
    """Failure code, when refused."""


class AcknowledgementClaims(Wire):
    """What the platform signs for. Only this allows a device to delete anything."""

    iss: Literal["onewindow-platform"]
    case_id: Identifier
    submission_id: Identifier
    official_no: ShortText
    received_at: Moment
    objects: tuple[Digest, ...]
    """Digests of the sealed objects, in the manifest's order."""


class PingReply(Wire):
    """``GET /v1/ping?nonce=…``: compact JWS (EdDSA) over ``{"nonce", "time"}``."""

    token: str


class Problem(Wire):
    """``application/problem+json`` (RFC 9457) of every error."""

    title: str
    status: int
    code: ShortText
    """A failure code."""
    detail: str = ""
