"""A small office of invented people: what the platform would answer."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Literal

from PIL import Image, ImageDraw

from domain.contract.clerk import (
    Action,
    CaseFile,
    ClerkSession,
    Decision,
    DecisionReply,
    FieldValue,
    FormerVersion,
    HistoryEntry,
    Lamp,
    MaterialFile,
    NoticeFacts,
    PageRef,
    Role,
    WorkItem,
    Worklist,
)
from domain.contract.evaluation import Evaluation, EvaluationReply
from domain.contract.handover import Handover, HandoverFacts, ResultFile, ResultQuery
from domain.contract.presence import AssistanceRequest, AssistanceTicket
from domain.contract.progress import CaseStateName, Correction, CorrectionPoint
from domain.contract.queue_calls import QueueBoard, QueueCall, QueueEntry
from domain.contract.signature import Signature
from domain.contract.submission import Applicant
from domain.contract.transfer import TransferAsk, TransferLists
from domain.failures import Failure, FailureCode

NOW = datetime(2026, 3, 5, 6, 30, tzinfo=UTC)
AUTHORITY = "海曙区医疗保障局"
_ITEMS = ("医疗费用手工（零星）报销", "灵活就业人员参保登记", "居住证申领", "个体工商户设立登记", "失业保险金申领")
_NAMES = ("*三", "*小龙", "*大友", "*晓雯", "*志强", "*秀兰")


def case_id(number: int) -> str:
    return f"019cbd00-0000-7000-8000-{number:012d}"


def result_file(handed_over: HandoverFacts | None = None) -> ResultFile:
    return ResultFile(
        case_id=case_id(1), official_no=work_item().official_no, item_name=_ITEMS[0], authority=AUTHORITY,
        applicant_masked="*三", outcome="granted", words="", finished_at=NOW, handed_over=handed_over,
    )  # fmt: skip


def handover_facts(handover: Handover) -> HandoverFacts:
    return HandoverFacts(
        handover_id=handover.handover_id, case_id=case_id(1), official_no=work_item().official_no,
        item_name=_ITEMS[0], applicant_masked="*三", way=handover.way, recipient=handover.recipient,
        recipient_name=handover.recipient_name, tracking_no=handover.tracking_no, handed_over_at=NOW,
        node_name="海曙区政务服务中心", clerk_name="综窗01",
    )  # fmt: skip


def token() -> str:
    return "A" * 26


def work_item(number: int = 1, state: CaseStateName = "RECEIVED", lamp: Lamp = "green", version: int = 1) -> WorkItem:
    return WorkItem(
        case_id=case_id(number),
        version=version,
        official_no=f"330203202603050{number:05d}X",
        temporary_no=f"L3302810001260305{number:04d}5",
        item_code="DEMO-016",
        item_name=_ITEMS[(number - 1) % len(_ITEMS)],
        applicant_masked=_NAMES[(number - 1) % len(_NAMES)],
        state=state,
        received_at=NOW - timedelta(hours=7 * number),
        received_node="余姚市政务服务中心自助服务区",
        authority=AUTHORITY,
        accept_due_on=(NOW + timedelta(days=5 - number % 6)).date().isoformat(),
        lamp=lamp,
    )


def many_items(count: int = 24) -> tuple[WorkItem, ...]:
    states: tuple[CaseStateName, ...] = ("RECEIVED", "PRE_REVIEW", "CORRECTION", "ACCEPTED", "REJECTED", "RECEIVED")
    lamps: tuple[Lamp, ...] = ("green", "yellow", "grey", "grey", "grey", "red")
    return tuple(work_item(n, states[n % 6], lamps[n % 6]) for n in range(1, count + 1))


@cache
def page_bytes(number: int) -> bytes:
    """An A4 sheet at 100 dpi with lines that tell it from the others."""
    picture = Image.new("RGB", (827, 1169), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((80, 60), f"{number}", fill="black", font_size=80)
    for line in range(20 + number * 3):
        y = 190 + line * 32
        draw.line((80, y, 80 + (line * 97 + number * 131) % 600 + 60, y), fill="#334455", width=7)
    draw.ellipse((560, 880, 740, 1060), outline="#C03030", width=8)
    data = BytesIO()
    picture.save(data, "JPEG", quality=80)
    return data.getvalue()


def digest(number: int) -> str:
    return hashlib.sha256(page_bytes(number)).hexdigest()


def page_ref(number: int, page_no: int, round_: int = 0) -> PageRef:
    return PageRef(
        plain_digest=digest(number),
        page_no=page_no,
        media_type="image/jpeg",
        size=len(page_bytes(number)),
        grade="C",
        round=round_,
    )


def travelling(file: CaseFile) -> CaseFile:
    """Its form is here, of its pages only previews."""
    materials = tuple(
        material.model_copy(
            update={"pages": tuple(page.model_copy(update={"has_arrived": False}) for page in material.pages)}
        )
        for material in file.materials
    )
    item = file.item.model_copy(update={"is_travelling": True, "pages_to_come": 3})
    return file.model_copy(update={"item": item, "materials": materials, "actions": ()})


LATEST = (NOW + timedelta(days=20)).date()

FIELDS = (
    FieldValue(id="f1", name="就医类型", value="门诊", source="user"),
    FieldValue(id="f2", name="就医日期", value="2026-02-14", source="user"),
    FieldValue(id="f3", name="票据号", value="0033021102", source="user"),
    FieldValue(id="f4", name="总金额", value="1286.40", source="user"),
    FieldValue(id="f6", name="银行账号", kind="bank_account", value="6222021001116245700", source="user"),
    FieldValue(id="address", name="联系地址", value="浙江省宁波市海曙区灵桥路100号", source="card"),
    FieldValue(id="region", name="参保地", value="海曙区", source="library"),
)


@cache
def handwriting() -> bytes:
    """PNG of a wave, as a pad gives it."""
    picture = Image.new("L", (500, 160), 255)
    draw = ImageDraw.Draw(picture)
    draw.line([(30 + n * 11, 80 + (n * 37 % 90) - 45) for n in range(40)], fill=0, width=5, joint="curve")
    body = BytesIO()
    picture.save(body, "PNG")
    return body.getvalue()


def former(change: Literal["changed", "left"]) -> FormerVersion:
    return FormerVersion(catalogue="demo-2026.3", change=change)


def case_file(
    state: CaseStateName = "RECEIVED", *, version: int = 1, corrected: bool = False, open_correction: bool = False
) -> CaseFile:
    usual: tuple[Action, ...] = ("accept", "tolerate", "ask_correction", "reject", "not_competent")
    undecided = state in ("RECEIVED", "PRE_REVIEW")
    actions = tuple(action for action in usual if undecided and (corrected or action != "tolerate"))
    bill_pages = (page_ref(1, 1), page_ref(2, 2), page_ref(3, 3))
    history = [HistoryEntry(at=NOW - timedelta(hours=7), state="RECEIVED", by="余姚市政务服务中心自助服务区")]
    if corrected or open_correction:
        history.append(HistoryEntry(at=NOW - timedelta(hours=5), state="CORRECTION", by=AUTHORITY, note="费用明细清单"))
    if corrected:
        history.append(HistoryEntry(at=NOW - timedelta(hours=1), state="RECEIVED", by="海曙区政务服务中心综合窗口"))
    return CaseFile(
        item=work_item(1, state, version=version),
        applicant=Applicant(
            name="张三",
            id_kind="31",
            id_number="330203190001010013",
            mobile="13712349050",
            address="浙江省宁波市海曙区灵桥路100号",
        ),
        fields=FIELDS,
        materials=(
            MaterialFile(material_id="m1", name="居民身份证", necessity="required", source="card", pages=()),
            MaterialFile(
                material_id="m2", name="医疗费用票据原件", necessity="required", source="applicant", pages=bill_pages
            ),
            MaterialFile(
                material_id="m3",
                name="费用明细清单",
                necessity="required",
                source="applicant",
                pages=(page_ref(4, 1, 1),) if corrected else (),
            ),
            MaterialFile(material_id="m4", name="转诊证明", necessity="tolerable", source="applicant", pages=()),
        ),
        history=tuple(history),
        signature=Signature.of(handwriting(), "applicant", NOW - timedelta(hours=7)),
        correction=Correction(
            correction_id=case_id(900),
            asked_at=NOW - timedelta(hours=5),
            authority=AUTHORITY,
            points=(CorrectionPoint(kind="material", id="m3", name="费用明细清单", reason="未提交，请补交"),),
        )
        if open_correction
        else None,
        actions=actions,
        supply_by_latest=LATEST if "tolerate" in actions else None,
    )


def session(username: str = "window1", role: Role = "station") -> ClerkSession:
    return ClerkSession(
        token=f"token-{username}",
        clerk_name="综窗 01 号",
        authority=AUTHORITY,
        node_name="海曙区政务服务中心综合窗口",
        role=role,
        expires_at=NOW + timedelta(hours=8),
    )


_AFTER: dict[Action, CaseStateName] = {
    "accept": "ACCEPTED",
    "tolerate": "ACCEPTED",
    "ask_correction": "CORRECTION",
    "reject": "REJECTED",
    "not_competent": "REJECTED",
    "finish": "DONE",
}
_KINDS = {
    "accept": "acceptance",
    "tolerate": "tolerance",
    "ask_correction": "correction",
    "reject": "rejection",
    "not_competent": "not_competent",
    "finish": "result",
}


def reply_to(decision: Decision, file: CaseFile | None = None) -> DecisionReply:
    file = file or case_file()
    item = file.item.model_copy(update={"state": _AFTER[decision.action], "version": file.item.version + 1})
    facts = NoticeFacts.model_validate(
        {
            "kind": _KINDS[decision.action],
            "document_no": "甬海医保受〔2026〕16号",
            "case_id": item.case_id,
            "official_no": item.official_no,
            "item_name": item.item_name,
            "applicant_name": file.applicant.name,
            "authority": AUTHORITY,
            "node_name": item.received_node,
            "decided_at": NOW,
            "received_at": item.received_at,
            "decide_due_on": "2026-04-02" if decision.action == "accept" else "",
            "legal_days": 30 if decision.action == "accept" else None,
            "promised_days": 20 if decision.action == "accept" else None,
            "points": decision.points,
            "reason": decision.reason,
            "supply_by": decision.supply_by,
            "competent_body": decision.competent_body,
            "outcome": decision.outcome,
        }
    )
    return DecisionReply(item=item, notice=facts)


def decision(action: Action = "accept", number: int = 500) -> Decision:
    points = (CorrectionPoint(kind="material", id="m3", name="费用明细清单", reason="未提交，请补交"),)
    return Decision(
        decision_id=case_id(number),
        expected_version=1,
        action=action,
        points=points if action == "ask_correction" else (),
        reason="不属于本机关职权范围" if action == "reject" else "",
    )


def queue_board(current: str = "A003", times: int = 1) -> QueueBoard:
    taken = NOW - timedelta(minutes=20)
    here = QueueEntry(number=current, state="called", place="0001", taken_at=taken, times_called=times)
    others = (
        QueueEntry(number="A001", state="passed", place="0001", taken_at=taken, times_called=2),
        QueueEntry(number="A002", state="held", place="0001", taken_at=taken, times_called=1),
        *(QueueEntry(number=f"A{n:03d}", state="waiting", taken_at=taken) for n in range(4, 10)),
    )
    return QueueBoard(
        node_name="海曙区政务服务中心综合窗口", place="0001", current=here if current else None, others=others,
        places=("0001", "0002", "0003"),
    )  # fmt: skip


@dataclass
class Office:
    """A platform that remembers: decisions are idempotent by id and refuse a stale version.

    ``trouble``: raised by the next calls, one each; ``lost_answers``: that many decisions are taken in
    but their answers get lost on the line.
    """

    file: CaseFile = field(default_factory=case_file)
    items: tuple[WorkItem, ...] = field(default_factory=many_items)
    trouble: list[FailureCode] = field(default_factory=list)
    down: bool = False
    lost_answers: int = 0
    decisions: dict[str, DecisionReply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    role: Role = "station"

    def login(self, username: str, password: str) -> ClerkSession:
        self._hear("login")
        if password != "right":
            raise Failure(_code("CLERK_REFUSED"))
        return session(username, self.role)

    def resume(self, lease: str) -> ClerkSession:
        self._hear("resume")
        assert lease
        return session()

    def queue(self, session_token: str) -> QueueBoard:
        assert session_token
        if self.down:
            raise Failure(_code("PLATFORM_UNREACHABLE"))
        return queue_board()

    def call_number(self, session_token: str, call: QueueCall) -> QueueBoard:
        self._hear(call.call, session_token)
        return queue_board()

    def transfers(self, _session_token: str, _ask: TransferAsk) -> TransferLists:
        return TransferLists(lists=())

    def evaluate(self, evaluation: Evaluation) -> EvaluationReply:
        self._hear(f"grade {evaluation.level}")
        return EvaluationReply(received_at=NOW)

    def result(self, session_token: str, _query: ResultQuery) -> ResultFile:
        self._hear("result", session_token)
        return result_file()

    def hand_over(self, session_token: str, _case_id: str, handover: Handover) -> HandoverFacts:
        self._hear("hand over", session_token)
        return handover_facts(handover)

    def vouch(self, session_token: str, whom: AssistanceRequest) -> AssistanceTicket:
        self._hear(f"vouch {whom.id_kind}", session_token)
        return AssistanceTicket(
            code="OWA1:ABCDEFGHIJKLMNOPQRSTUVWXYZ", expires_at=datetime.now(UTC) + timedelta(minutes=5)
        )

    def worklist(self, session_token: str) -> Worklist:
        self._hear("worklist", session_token)
        return Worklist(items=(self.file.item, *self.items[1:]))

    def case_file(self, session_token: str, case_id: str) -> CaseFile:
        self._hear("case", session_token)
        assert case_id == self.file.item.case_id
        return self.file

    def page(self, session_token: str, case_id: str, plain_digest: str) -> bytes:
        self._hear("page", session_token)
        assert case_id == self.file.item.case_id
        return next(page_bytes(n) for n in range(1, 9) if digest(n) == plain_digest)

    def preview(self, session_token: str, case_id: str, plain_digest: str) -> bytes:
        """Of the first page only."""
        self._hear("preview", session_token)
        assert case_id == self.file.item.case_id
        return page_bytes(1) if plain_digest == digest(1) else b""

    def decide(self, session_token: str, case_id: str, decision: Decision) -> DecisionReply:
        self._hear("decide", session_token)
        assert case_id == self.file.item.case_id
        if decision.decision_id not in self.decisions:
            if decision.expected_version != self.file.item.version:
                raise Failure(_code("CASE_STATE_CONFLICT"))
            reply = reply_to(decision, self.file)
            self.decisions[decision.decision_id] = reply
            self.file = self.file.model_copy(update={"item": reply.item, "actions": ()})
        if self.lost_answers:
            self.lost_answers -= 1
            raise Failure(_code("PLATFORM_UNREACHABLE"))
        return self.decisions[decision.decision_id]

    def _hear(self, what: str, session_token: str = "token-") -> None:
        self.asked.append(what)
        if self.down:
            raise Failure(_code("PLATFORM_UNREACHABLE"))
        if self.trouble:
            raise Failure(self.trouble.pop(0))
        if not session_token.startswith("token-"):
            raise Failure(_code("CLERK_REFUSED"))


def _code(name: str) -> FailureCode:
    return FailureCode[name]
