"""``/v1/drafts`` and ``/v1/my/drafts``: unfinished applications (``domain.contract.draft``)."""

from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import Response

from acceptance_platform.access import CallingDevice
from acceptance_platform.draft_desk import DraftDesk
from acceptance_platform.draft_intake import DraftIntake
from acceptance_platform.presence.api import CallingPerson
from acceptance_platform.problems import invalid_request
from domain.contract.draft import DraftManifest, DraftQuery, DraftStatus, MyDrafts, ResumedDraft
from domain.contract.wire import Digest, Identifier

Grant = Annotated[str, Header(alias="Authorization", max_length=200)]
_NEVER_KEPT = {"Cache-Control": "no-store", "Content-Disposition": "attachment"}


class DraftsApi:
    def __init__(self, intake: DraftIntake, desk: DraftDesk) -> None:
        self._intake = intake
        self._desk = desk

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1")
        router.add_api_route("/drafts/resume", self.resume, methods=["POST"])
        router.add_api_route("/drafts/{case_id}", self.put, methods=["PUT"])
        router.add_api_route("/drafts/{case_id}", self.give_up, methods=["DELETE"], status_code=204)
        router.add_api_route("/drafts/{case_id}/pages/{digest}", self.page, methods=["GET"])
        router.add_api_route("/drafts/{case_id}/objects/{digest}", self.sealed_object, methods=["GET"])
        router.add_api_route("/my/drafts", self.mine, methods=["GET"])
        router.add_api_route("/my/drafts/{case_id}/resume", self.resume_own, methods=["POST"])
        return router

    def put(self, case_id: Identifier, manifest: DraftManifest, device: CallingDevice) -> DraftStatus:
        if manifest.case_id != case_id:
            raise invalid_request(422, "the address names another case than the manifest")
        return self._intake.put(manifest, device)

    def give_up(self, case_id: Identifier, device: CallingDevice) -> None:
        self._intake.give_up(case_id, device)

    def resume(self, query: DraftQuery, device: CallingDevice, response: Response) -> ResumedDraft:
        response.headers["Cache-Control"] = "no-store"
        return self._desk.resume(query, device)

    def mine(self, present: CallingPerson, response: Response) -> MyDrafts:
        response.headers["Cache-Control"] = "no-store"
        return self._desk.of(present)

    def resume_own(self, case_id: Identifier, present: CallingPerson, response: Response) -> ResumedDraft:
        response.headers["Cache-Control"] = "no-store"
        return self._desk.resume_own(case_id, present)

    def page(self, case_id: Identifier, digest: Digest, device: CallingDevice, authorization: Grant = "") -> Response:
        data, media_type = self._desk.page(case_id, digest, _token(authorization), device)
        return Response(data, media_type=media_type, headers=_NEVER_KEPT)

    def sealed_object(
        self, case_id: Identifier, digest: Digest, device: CallingDevice, authorization: Grant = ""
    ) -> Response:
        data = self._desk.sealed_object(case_id, digest, _token(authorization), device)
        return Response(data, media_type="application/octet-stream", headers=_NEVER_KEPT)


def _token(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    return token if scheme.lower() == "bearer" else ""
