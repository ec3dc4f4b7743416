"""The case every queue benchmark hands in: test vectors only."""

from domain.contract.submission import Applicant
from offline_queue.outbox import CaseDraft, KeptPage


def draft_of(case_id: str, pages: tuple[KeptPage, ...], token: str) -> CaseDraft:
    return CaseDraft(
        case_id=case_id,
        submission_id=case_id,
        kind="new",
        item_code="DEMO-016",
        catalogue_version="1",
        form_version="1",
        applicant=Applicant(name="测试", id_kind="31", id_number="330203190001010013"),
        region="330203",
        fields={"mobile": "13800000000"},
        sources={"mobile": "user"},
        pages=pages,
        token=token,
    )
