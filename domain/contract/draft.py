"""An unfinished application on the wire (mTLS of an enrolled device).

``PUT /v1/drafts/{case_id}`` with a :class:`DraftManifest` replaces what the platform holds by a higher revision and is
answered by a :class:`DraftStatus`; its pages then exist as uploads like those of a hand-in. An older revision changes
nothing. 409 ``DRAFT_ELSEWHERE``: another device has gone on with it; 410 ``DRAFT_CLOSED``: handed in or given up.
An answer to a correction begun anew, with another code and the receipt's token, replaces one that was given up or left.
``DELETE /v1/drafts/{case_id}`` gives it up (204, also when there is none).

``POST /v1/drafts/resume`` with a :class:`DraftQuery` answers a :class:`ResumedDraft` and makes the caller the only
device that may go on with it for a while. 404 ``DRAFT_NOT_FOUND`` for an unknown code and for another person's number
alike, 409 ``DRAFT_ELSEWHERE`` while somebody is at it, 429 ``DRAFT_TRIES_EXHAUSTED`` after too many wrong ones. With
the grant in ``Authorization: Bearer``: ``GET /v1/drafts/{case_id}/pages/{digest}`` answers the page as captured,
``GET /v1/drafts/{case_id}/objects/{digest}`` the sealed object it is kept in.

Who is present in person (``domain.contract.presence``) needs no code: ``GET /v1/my/drafts`` answers
:class:`MyDrafts`, the newest first, ``POST /v1/my/drafts/{case_id}/resume`` a :class:`ResumedDraft`, also
while another device holds it: its owner cannot stand in two places.
"""

from typing import Literal

from pydantic import Field

from domain.contract.signature import Signature
from domain.contract.submission import Applicant, OrganisationApplicant, SealedObject, SealedPage, UploadState
from domain.contract.wire import Digest, Identifier, LongText, Moment, ShortText, SuiteName, Wire

SEALED_TEXT = 700_000
"""Characters of a sealed draft in base 64; what is larger is refused."""


class DraftManifest(Wire):
    """Tells nothing of a person: identifiers, sizes and sealed bytes."""

    version: Literal["v1"] = "v1"
    case_id: Identifier
    """Kept by the hand-in it becomes: its submission id."""
    revision: int = Field(ge=1)
    at_rest: bool = False
    """Nobody works on it: any device may go on with it at once."""
    suite: SuiteName
    key_ids: tuple[ShortText, ...]
    sealed: str = Field(max_length=SEALED_TEXT, repr=False)
    """:class:`SealedDraft` as JSON in UTF-8, sealed, base 64."""
    pages: tuple[SealedObject, ...] = ()


class CorrectionBegun(Wire):
    """What an unfinished answer to a 补正 belongs to. Which fields and materials are wanted is asked anew."""

    case_id: Identifier
    """Of the case it belongs to."""
    token: ShortText = Field(repr=False)
    """Of that case's receipt."""


class SealedDraft(Wire):
    """Only ever inside ``DraftManifest.sealed``."""

    version: Literal["v1"] = "v1"
    case_id: Identifier
    code: str = Field(repr=False)
    """The continue code, ten characters."""
    item_code: ShortText
    catalogue_version: ShortText
    form_version: ShortText
    applicant: Applicant = Field(repr=False)
    agent: Applicant | None = Field(default=None, repr=False)
    """Who brings it for the applicant."""
    organisation: OrganisationApplicant | None = Field(default=None, repr=False)
    """Whose it is, when that is no person."""
    region: ShortText = ""
    scenarios: tuple[ShortText, ...] = ()
    fields: dict[str, LongText] = Field(default_factory=dict, repr=False)
    sources: dict[str, Literal["card", "user", "library"]] = Field(default_factory=dict)
    pages: tuple[SealedPage, ...] = ()
    place: ShortText = ""
    """Where in the application the person was; a word of the program that wrote it."""
    signature: Signature | None = None
    """Given, and not handed in yet. Whoever changes anything signs again."""
    held: tuple[Digest, ...] = ()
    """Sealed digests of the pages the government held already."""
    correction: CorrectionBegun | None = None
    """``case_id`` is then that of the correction."""
    saved_at: Moment
    salt: ShortText

    @property
    def holder(self) -> Applicant:
        """Who stood there: the only one who may go on with it."""
        return self.agent or self.applicant


class DraftStatus(Wire):
    case_id: Identifier
    revision: int
    """The newest one the platform holds."""
    expires_at: Moment
    missing: tuple[UploadState, ...]
    """Pages that have not arrived whole."""


class DraftQuery(Wire):
    code: ShortText = Field(repr=False)
    id_kind: Literal["31", "37", "38"]
    id_number: ShortText = Field(repr=False)


class ResumablePage(Wire):
    page: SealedPage
    size: int
    """Of the sealed object."""
    arrived: bool
    """``False``: still on its way from the station where it was captured."""


class ResumedDraft(Wire):
    draft: SealedDraft = Field(repr=False)
    revision: int
    """What this device saves next has a higher one."""
    pages: tuple[ResumablePage, ...]
    """In the draft's order."""
    grant: str = Field(repr=False)
    """Opens the pages while this device goes on with it."""
    grant_until: Moment
    expires_at: Moment


class MyDraft(Wire):
    case_id: Identifier
    item_code: ShortText
    is_correction: bool = False
    for_whom: ShortText = Field(default="", repr=False)
    """Masked name of a person, or name of a body, when it is not one's own matter."""
    pages: int
    saved_at: Moment
    expires_at: Moment


class MyDrafts(Wire):
    drafts: tuple[MyDraft, ...]
