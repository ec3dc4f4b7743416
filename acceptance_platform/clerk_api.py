"""Routes of clerks: a window's certificate and, but for the login, a clerk's session."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from acceptance_platform.access import CallingClerk, CallingDevice
from acceptance_platform.casework import Casework
from acceptance_platform.clerks import Clerks
from acceptance_platform.leases import Leases
from acceptance_platform.repeated_answers import told_once
from acceptance_platform.worklist import CaseDesk
from domain.contract.clerk import CaseFile, ClerkSession, Decision, DecisionReply, LeaseQuery, LoginRequest
from domain.contract.wire import Digest, Identifier

_PAGE_HEADERS = {
    "Content-Disposition": "attachment",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class ClerkApi:
    def __init__(self, clerks: Clerks, leases: Leases, desk: CaseDesk, casework: Casework) -> None:
        self._clerks = clerks
        self._leases = leases
        self._desk = desk
        self._casework = casework

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1")
        router.add_api_route("/clerks/login", self.login, methods=["POST"])
        router.add_api_route("/clerks/resume", self.resume, methods=["POST"])
        router.add_api_route("/worklist", self.worklist, methods=["GET"])
        router.add_api_route("/worklist/{case_id}", self.case_file, methods=["GET"])
        router.add_api_route("/worklist/{case_id}/pages/{plain_digest}", self.page, methods=["GET"])
        router.add_api_route("/worklist/{case_id}/previews/{plain_digest}", self.preview, methods=["GET"])
        router.add_api_route("/worklist/{case_id}/decisions", self.decide, methods=["POST"])
        return router

    def login(self, request: LoginRequest, device: CallingDevice, response: Response) -> ClerkSession:
        response.headers["Cache-Control"] = "no-store"
        return self._leases.session(self._clerks.login(request, device), device)

    def resume(self, query: LeaseQuery, device: CallingDevice, response: Response) -> ClerkSession:
        response.headers["Cache-Control"] = "no-store"
        return self._leases.session(self._clerks.resume(self._leases.read(query.lease), device), device)

    def worklist(self, clerk: CallingClerk, request: Request) -> Response:
        """Every window asks for it every few seconds, also over the line its hand-ins travel on."""
        return told_once(request.headers, self._desk.worklist(clerk).model_dump_json().encode())

    def case_file(self, case_id: Identifier, clerk: CallingClerk, response: Response) -> CaseFile:
        response.headers["Cache-Control"] = "no-store"
        return self._desk.case_file(clerk, case_id)

    def page(self, case_id: Identifier, plain_digest: Digest, clerk: CallingClerk) -> Response:
        data, media_type = self._desk.page(clerk, case_id, plain_digest)
        return Response(data, media_type=media_type, headers=_PAGE_HEADERS)

    def preview(self, case_id: Identifier, plain_digest: Digest, clerk: CallingClerk) -> Response:
        data = self._desk.preview(clerk, case_id, plain_digest)
        if data is None:
            return Response(status_code=204, headers={"Cache-Control": "no-store"})
        return Response(data, media_type="image/jpeg", headers=_PAGE_HEADERS)

    def decide(self, case_id: Identifier, decision: Decision, clerk: CallingClerk) -> DecisionReply:
        return self._casework.decide(clerk, case_id, decision)
