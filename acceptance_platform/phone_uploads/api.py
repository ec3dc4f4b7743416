"""The routes of the terminal, and the page of the phone: the only one here a browser without a certificate sees."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from acceptance_platform.access import CallingDevice
from acceptance_platform.phone_uploads import phone_page
from acceptance_platform.phone_uploads.multipart import files_of, pass_over
from acceptance_platform.phone_uploads.uploads import PhoneUploads
from domain.contract.phone_upload import PhonePages, PhoneUpload, PhoneUploadRequest
from domain.contract.wire import Digest, Identifier
from domain.text import Say

_NEVER_KEPT = {"Cache-Control": "no-store", "Content-Disposition": "attachment"}


class PhoneUploadsApi:
    """``says``: the words, by language."""

    def __init__(self, uploads: PhoneUploads, says: Mapping[str, Say]) -> None:
        self._uploads = uploads
        self._says = says

    def router(self) -> APIRouter:
        router = APIRouter()
        router.add_api_route("/v1/phone-uploads", self.open, methods=["POST"], status_code=201)
        router.add_api_route("/v1/phone-uploads/{upload_id}", self.pages, methods=["GET"])
        router.add_api_route("/v1/phone-uploads/{upload_id}", self.close, methods=["DELETE"], status_code=204)
        router.add_api_route("/v1/phone-uploads/{upload_id}/pages/{digest}", self.page, methods=["GET"])
        router.add_api_route("/u/{token}", self.show, methods=["GET"], response_class=HTMLResponse)
        router.add_api_route("/u/{token}", self.take, methods=["POST"], response_class=HTMLResponse)
        return router

    def open(self, request: PhoneUploadRequest, device: CallingDevice, response: Response) -> PhoneUpload:
        response.headers["Cache-Control"] = "no-store"
        return self._uploads.open(request, device)

    def pages(self, upload_id: Identifier, device: CallingDevice) -> PhonePages:
        return self._uploads.pages(upload_id, device)

    def close(self, upload_id: Identifier, device: CallingDevice) -> None:
        self._uploads.close(upload_id, device)

    def page(self, upload_id: Identifier, digest: Digest, device: CallingDevice) -> Response:
        data, media_type = self._uploads.page(upload_id, digest, device)
        return Response(data, media_type=media_type, headers=_NEVER_KEPT)

    def show(self, token: str, request: Request) -> HTMLResponse:
        return self._shown(request, self._uploads.room(token))

    async def take(self, token: str, request: Request) -> HTMLResponse:
        """Of what comes to an address that leads nowhere nothing is held: anybody may send it."""
        room = await run_in_threadpool(self._uploads.room, token)
        if room is None:
            await pass_over(request.stream())
            return self._shown(request, None)
        files = await files_of(request.headers.get("content-type", ""), request.stream())
        taken = await run_in_threadpool(self._uploads.take, token, files)
        return self._shown(request, await run_in_threadpool(self._uploads.room, token), taken)

    def _shown(self, request: Request, room: int | None, taken: int | None = None) -> HTMLResponse:
        language = "en" if request.headers.get("accept-language", "").lower().startswith("en") else "zh"
        say = self._says[language]
        if room is None:
            return HTMLResponse(phone_page.over(say, language), 404, headers=phone_page.HEADERS)
        return HTMLResponse(phone_page.page(say, language, room, taken), headers=phone_page.HEADERS)
