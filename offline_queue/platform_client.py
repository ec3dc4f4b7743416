"""What a screen asks the platform while somebody waits for the answer."""

import hashlib
from collections import deque
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeVar

from domain.clock import SystemClock
from domain.contract.clerk import CaseFile, ClerkSession, Decision, DecisionReply, LeaseQuery, LoginRequest, Worklist
from domain.contract.draft import DraftQuery, ResumedDraft
from domain.contract.evaluation import Evaluation, EvaluationReply
from domain.contract.handover import Handover, HandoverFacts, ResultFile, ResultQuery
from domain.contract.maintenance_permit import MaintenanceGrant
from domain.contract.presence import AssistanceRequest, AssistanceTicket
from domain.contract.progress import CaseProgress, ProgressQuery
from domain.contract.queue_calls import QueueBoard, QueueCall
from domain.contract.submission import SealedPage
from domain.contract.transfer import TransferAsk, TransferLists
from domain.contract.wire import Wire
from offline_queue import connectivity
from offline_queue.http_transport import LineFailed, Request, Transport
from offline_queue.outcome import Answer, expect, read_reply, reply_invalid
from offline_queue.station import Station
from offline_queue.tls_tickets import SharedTickets

M = TypeVar("M", bound=Wire)


class PlatformClient:
    """Every call may block up to a few times ``timeout`` seconds and raises ``Failure``: N… when no
    proper answer came, otherwise the code the platform named. Calls may come from several threads."""

    def __init__(self, station: Station, timeout: float = 8.0) -> None:
        """Raises ``Failure(DEVICE_NOT_ENROLLED)``."""
        self._station = station
        self._timeout = timeout
        self._tickets = SharedTickets()
        self._enrolment = station.enrolment()
        self._idle: deque[Transport] = deque()
        self._listed: _Listed | None = None

    def progress(self, query: ProgressQuery) -> CaseProgress:
        return self._post("/v1/progress", query, CaseProgress)

    def ping(self) -> float:
        """Milliseconds; the platform's signature is verified."""
        transport = self._open()
        try:
            return connectivity.ping(transport, self._station.enrolment().verification_keys, SystemClock()).milliseconds
        finally:
            transport.close()

    def resume_draft(self, query: DraftQuery) -> ResumedDraft:
        """Makes this station the only one that may go on with it. DRAFT_NOT_FOUND for an unknown code and another
        person's number alike; DRAFT_ELSEWHERE; DRAFT_TRIES_EXHAUSTED."""
        return self._post("/v1/drafts/resume", query, ResumedDraft)

    def draft_page(self, resumed: ResumedDraft, page: SealedPage) -> bytes:
        """As it was captured, byte for byte."""
        body = self._of_draft(resumed, f"pages/{page.sealed_digest}")
        if hashlib.sha256(body).hexdigest() != page.plain_digest:
            raise reply_invalid("page digest")
        return body

    def draft_object(self, resumed: ResumedDraft, page: SealedPage) -> bytes:
        """The sealed object the page is kept in."""
        return self._of_draft(resumed, f"objects/{page.sealed_digest}")

    def _of_draft(self, resumed: ResumedDraft, what: str) -> bytes:
        path = f"/v1/drafts/{resumed.draft.case_id}/{what}"
        return self._ask(Request("GET", path, headers=_session(resumed.grant))).body

    def login(self, username: str, password: str) -> ClerkSession:
        return self._post("/v1/clerks/login", LoginRequest(username=username, password=password), ClerkSession)

    def maintenance_permit(self, username: str, password: str) -> str:
        """For this device, for an hour. CLERK_REFUSED; CLERK_NOT_AUTHORISED for who is no technician."""
        login = LoginRequest(username=username, password=password)
        return self._post("/v1/maintenance/permits", login, MaintenanceGrant).permit

    def resume(self, lease: str) -> ClerkSession:
        """A session for a clerk who worked here under a lease. CLERK_NOT_AUTHORISED when it is good no longer."""
        return self._post("/v1/clerks/resume", LeaseQuery(lease=lease), ClerkSession)

    def worklist(self, session_token: str) -> Worklist:
        """Packed, and only when it is another one than the last this session was told."""
        held = self._listed if self._listed is not None and self._listed.session == session_token else None
        self._listed = held
        headers = _session(session_token) | {"Accept-Encoding": "gzip"}
        headers |= {"If-None-Match": held.mark} if held is not None else {}
        answer = self._ask(Request("GET", "/v1/worklist", headers=headers))
        if held is not None and answer.status == HTTPStatus.NOT_MODIFIED:
            return held.told
        told = read_reply(answer, Worklist)
        self._listed = _Listed(session_token, answer.headers.get("etag", ""), told)
        return told

    def case_file(self, session_token: str, case_id: str) -> CaseFile:
        request = Request("GET", f"/v1/worklist/{case_id}", headers=_session(session_token))
        return read_reply(self._ask(request), CaseFile)

    def page(self, session_token: str, case_id: str, plain_digest: str) -> bytes:
        """The page as it was captured, byte for byte."""
        path = f"/v1/worklist/{case_id}/pages/{plain_digest}"
        body = self._ask(Request("GET", path, headers=_session(session_token))).body
        if hashlib.sha256(body).hexdigest() != plain_digest:
            raise reply_invalid("page digest")
        return body

    def preview(self, session_token: str, case_id: str, plain_digest: str) -> bytes:
        """A small JPEG of a page that still travels. Empty while there is none."""
        path = f"/v1/worklist/{case_id}/previews/{plain_digest}"
        return self._ask(Request("GET", path, headers=_session(session_token))).body

    def decide(self, session_token: str, case_id: str, decision: Decision) -> DecisionReply:
        """Safe to repeat with the same ``decision_id``."""
        return self._post(f"/v1/worklist/{case_id}/decisions", decision, DecisionReply, session_token)

    def queue(self, session_token: str) -> QueueBoard:
        return read_reply(self._ask(Request("GET", "/v1/queue", headers=_session(session_token))), QueueBoard)

    def call_number(self, session_token: str, call: QueueCall) -> QueueBoard:
        """Safe to repeat with the same ``call_id``."""
        return self._post("/v1/queue/calls", call, QueueBoard, session_token)

    def transfers(self, session_token: str, ask: TransferAsk) -> TransferLists:
        """Safe to repeat with the same ``print_id``."""
        return self._post("/v1/transfers", ask, TransferLists, session_token)

    def evaluate(self, evaluation: Evaluation) -> EvaluationReply:
        """EVALUATION_GIVEN the second time."""
        return self._post("/v1/evaluations", evaluation, EvaluationReply)

    def result(self, session_token: str, query: ResultQuery) -> ResultFile:
        """CASE_NOT_FOUND also for a wrong receipt; RESULT_NOT_READY while it is not finished."""
        return self._post("/v1/results", query, ResultFile, session_token)

    def hand_over(self, session_token: str, case_id: str, handover: Handover) -> HandoverFacts:
        """Safe to repeat with the same ``handover_id``; CASE_STATE_CONFLICT when it left already."""
        return self._post(f"/v1/results/{case_id}/handover", handover, HandoverFacts, session_token)

    def vouch(self, session_token: str, whom: AssistanceRequest) -> AssistanceTicket:
        """A code for a kiosk's scanner; it ends the clerk's earlier one."""
        return self._post("/v1/assistance-tickets", whom, AssistanceTicket, session_token)

    def personal(
        self, method: str, path: str, reply: type[M], message: Wire | None = None, presence: str = ""
    ) -> M:  # fmt: skip
        """A personal service; ``presence``: the token of who stands here."""
        headers = {"Authorization": f"Presence {presence}"} if presence else {}
        if message is None:
            return read_reply(self._ask(Request(method, path, headers=headers)), reply)
        body = message.model_dump_json().encode()
        return read_reply(
            self._ask(Request(method, path, body, {"Content-Type": "application/json", **headers})), reply
        )

    def personal_file(self, path: str, presence: str = "") -> bytes:
        """A page a personal service gives, as it was captured or sent."""
        headers = {"Authorization": f"Presence {presence}"} if presence else {}
        return self._ask(Request("GET", path, headers=headers)).body

    def forget(self, path: str) -> None:
        """What this station asked for is wanted no longer."""
        self._ask(Request("DELETE", path))

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _post(self, path: str, message: Wire, reply: type[M], session_token: str = "") -> M:
        headers = {"Content-Type": "application/json", **(_session(session_token) if session_token else {})}
        return read_reply(self._ask(Request("POST", path, message.model_dump_json().encode(), headers)), reply)

    def _ask(self, request: Request) -> Answer:
        """A kept connection may have died since; everything asked here may be asked twice."""
        try:
            kept = self._idle.pop()
        except IndexError:
            return self._ask_with(self._open(), request)
        try:
            return self._ask_with(kept, request)
        except LineFailed:
            return self._ask_with(self._open(), request)

    def _ask_with(self, transport: Transport, request: Request) -> Answer:
        try:
            answer = transport.ask(request)
        except BaseException:
            transport.close()
            raise
        self._idle.append(transport)
        is_known = answer.status == HTTPStatus.NOT_MODIFIED and "If-None-Match" in request.headers
        return answer if is_known else expect(answer)

    def _open(self) -> Transport:
        return Transport.for_station(self._station, self._enrolment.url, self._timeout, self._tickets)


@dataclass(frozen=True, slots=True)
class _Listed:
    """The worklist a session was told last, with masked names; gone when another session asks."""

    session: str = field(repr=False)
    mark: str
    told: Worklist = field(repr=False)


def _session(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
