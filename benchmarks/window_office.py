"""A platform inside the process that knows one case of many scanned pages."""

import hashlib
import io
import time
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image, ImageDraw

from domain.contract.clerk import (
    CaseFile,
    ClerkSession,
    Decision,
    DecisionReply,
    MaterialFile,
    PageRef,
    WorkItem,
    Worklist,
)
from domain.contract.evaluation import Evaluation, EvaluationReply
from domain.contract.handover import Handover, HandoverFacts, ResultFile, ResultQuery
from domain.contract.presence import AssistanceRequest, AssistanceTicket
from domain.contract.queue_calls import QueueBoard, QueueCall
from domain.contract.submission import Applicant
from domain.contract.transfer import TransferAsk, TransferLists
from domain.failures import Failure, FailureCode

_NOW = datetime(2026, 3, 5, 6, 30, tzinfo=UTC)
_AUTHORITY = "海曙区医疗保障局"


class Office:
    """``sheets``: the scanner's files. Page *n* is sheet *n* modulo their number under a digest of its own."""

    def __init__(self, sheets: tuple[Path, ...], pages: int) -> None:
        self._sheets = sheets
        self._digests = {hashlib.sha256(str(number).encode()).hexdigest(): number for number in range(pages)}
        self.first_page_at = 0.0
        """``perf_counter`` when the first page was handed over."""

    def login(self, username: str, _password: str) -> ClerkSession:
        return ClerkSession(
            token="t", clerk_name=username, authority=_AUTHORITY, node_name="综合窗口", role="station",
            expires_at=_NOW,
        )  # fmt: skip

    def resume(self, _lease: str) -> ClerkSession:
        return self.login("window1", "")

    def queue(self, _session_token: str) -> QueueBoard:
        return QueueBoard(node_name="综合窗口", place="0001")

    def call_number(self, session_token: str, _call: QueueCall) -> QueueBoard:
        return self.queue(session_token)

    def transfers(self, _session_token: str, _ask: TransferAsk) -> TransferLists:
        return TransferLists(lists=())

    def evaluate(self, _evaluation: Evaluation) -> EvaluationReply:
        return EvaluationReply(received_at=_NOW)

    def result(self, _session_token: str, _query: ResultQuery) -> ResultFile:
        raise Failure(FailureCode.RESULT_NOT_READY)

    def hand_over(self, _session_token: str, _case_id: str, _handover: Handover) -> HandoverFacts:
        raise Failure(FailureCode.RESULT_NOT_READY)

    def vouch(self, _session_token: str, _whom: AssistanceRequest) -> AssistanceTicket:
        raise Failure(FailureCode.CLERK_NOT_AUTHORISED)

    def worklist(self, _session_token: str) -> Worklist:
        return Worklist(items=(_item(),))

    def case_file(self, _session_token: str, _case_id: str) -> CaseFile:
        pages = tuple(
            PageRef(plain_digest=digest, page_no=number + 1, media_type="image/jpeg", size=1, grade="C", round=0)
            for digest, number in self._digests.items()
        )
        material = MaterialFile(
            material_id="m2", name="医疗费用票据原件", necessity="required", source="applicant", pages=pages
        )
        applicant = Applicant(name="张三", id_kind="31", id_number="330203190001010013")
        return CaseFile(
            item=_item(), applicant=applicant, fields=(), materials=(material,), history=(), actions=("accept",)
        )

    def page(self, _session_token: str, _case_id: str, plain_digest: str) -> bytes:
        data = self._sheets[self._digests[plain_digest] % len(self._sheets)].read_bytes()
        self.first_page_at = self.first_page_at or time.perf_counter()
        return data

    def decide(self, _session_token: str, _case_id: str, _decision: Decision) -> DecisionReply:
        raise Failure(FailureCode["PLATFORM_UNREACHABLE"])


def scan_sheets(folder: Path, count: int) -> tuple[Path, ...]:
    """A4 colour at 300 dpi with grain and lines, as a scanner delivers them."""
    return tuple(_sheet(folder / f"{number}.jpg", number) for number in range(count))


def _sheet(path: Path, number: int) -> Path:
    page = Image.effect_noise((2480, 3508), 6).convert("RGB")
    page = Image.blend(page, Image.new("RGB", page.size, "white"), 0.85)
    draw = ImageDraw.Draw(page)
    for row in range(300, 3200, 60):
        for at in range(300, 2100, 140):
            draw.rectangle((at, row, at + 40 + (at * 7 + row * 13 + number * 29) % 80, row + 30), "black")
    data = io.BytesIO()
    page.save(data, "JPEG", quality=85, dpi=(300, 300))
    path.write_bytes(data.getvalue())
    return path


def _item() -> WorkItem:
    return WorkItem(
        case_id="019cbd00-0000-7000-8000-000000000001",
        version=1,
        official_no="33020320260305000001X",
        temporary_no="L3302810001260305000015",
        item_code="DEMO-016",
        item_name="医疗费用手工（零星）报销",
        applicant_masked="*三",
        state="RECEIVED",
        received_at=_NOW,
        received_node="余姚市政务服务中心自助服务区",
        authority=_AUTHORITY,
        accept_due_on="2026-03-10",
        lamp="green",
    )
