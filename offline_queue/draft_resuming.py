"""Goes on here with an application that was begun at another station (or at this one, by another visit)."""

from dataclasses import dataclass, field

from domain.case.continue_code import read_code
from domain.contract.draft import DraftQuery, ResumablePage, ResumedDraft, SealedDraft
from domain.contract.submission import Applicant
from offline_queue.draft_keeper import UnfinishedCase
from offline_queue.hand_in import KeptPage
from offline_queue.outbox import Outbox
from offline_queue.platform_client import PlatformClient


@dataclass(frozen=True, slots=True)
class ContinuedPage:
    kept: KeptPage
    data: bytes = field(repr=False)
    """As it was captured."""


@dataclass(frozen=True, slots=True)
class ContinuedCase:
    case: UnfinishedCase
    """Its pages are those that are durable here now."""
    pages: tuple[ContinuedPage, ...]
    """In the case's order."""
    code: str = field(repr=False)
    """Its continue code, ten characters."""
    pages_on_their_way: int
    """Captured before, and not yet with the platform when this was asked: they have to be captured again."""


def continue_case(client: PlatformClient, outbox: Outbox, typed_code: str, applicant: Applicant) -> ContinuedCase:
    """Ends with everything durable here and this station the only one at it. Blocks while the pages come.

    ``applicant``: read from the card of who stands here; the platform compares kind and number. Raises ``Failure``:
    CONTINUE_CODE_INVALID without asking anybody, those of :meth:`PlatformClient.resume_draft`, N…, STORE_*. After a
    failure the same call may be made again.
    """
    code = read_code(typed_code)
    query = DraftQuery(code=code, id_kind=applicant.id_kind, id_number=applicant.id_number)
    return take_over(client, outbox, client.resume_draft(query))


def take_over(client: PlatformClient, outbox: Outbox, resumed: ResumedDraft) -> ContinuedCase:
    """What the platform handed to this station. As :func:`continue_case`."""
    arrived = [page for page in resumed.pages if page.arrived]
    case = _case(resumed.draft, tuple(_kept(page) for page in arrived))
    # Before the pages: from here on this station's own agent knows that they are wanted here.
    outbox.drafts.adopt(case, resumed.draft.code, resumed.revision)
    pages = tuple(_fetched(client, outbox, resumed, page, kept) for page, kept in zip(arrived, case.pages, strict=True))
    return ContinuedCase(case, pages, resumed.draft.code, len(resumed.pages) - len(pages))


def _fetched(
    client: PlatformClient, outbox: Outbox, resumed: ResumedDraft, page: ResumablePage, kept: KeptPage
) -> ContinuedPage:
    data = client.draft_page(resumed, page.page)
    outbox.keep_sealed(resumed.draft.case_id, kept, client.draft_object(resumed, page.page))
    return ContinuedPage(kept, data)


def _kept(resumable: ResumablePage) -> KeptPage:
    page = resumable.page
    return KeptPage(
        material_id=page.material_id,
        page_no=page.page_no,
        media_type=page.media_type,
        grade=page.grade,
        sealed_digest=page.sealed_digest,
        plain_digest=page.plain_digest,
        size=resumable.size,
        captured_at=page.captured_at,
    )


def _case(draft: SealedDraft, pages: tuple[KeptPage, ...]) -> UnfinishedCase:
    return UnfinishedCase(
        case_id=draft.case_id,
        item_code=draft.item_code,
        catalogue_version=draft.catalogue_version,
        form_version=draft.form_version,
        applicant=draft.applicant,
        region=draft.region,
        scenarios=draft.scenarios,
        fields=draft.fields,
        sources=draft.sources,
        pages=pages,
        agent=draft.agent,
        organisation=draft.organisation,
        place=draft.place,
        signature=draft.signature,
        held=draft.held,
        correction=draft.correction,
    )
