"""Routes of enrolled devices, and the two that need no certificate."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import PlainTextResponse, Response
from starlette.concurrency import run_in_threadpool

from acceptance_platform.access import CallingDevice
from acceptance_platform.changes import ChangeFeed
from acceptance_platform.completion import Completion
from acceptance_platform.enrolment import Enrolment
from acceptance_platform.intake import Intake
from acceptance_platform.limits import CHANGES
from acceptance_platform.problems import invalid_request
from acceptance_platform.progress import Progress
from acceptance_platform.renewal import Renewals
from acceptance_platform.sources import Sources
from acceptance_platform.upload_turns import UploadTurns
from domain.contract.enrolment import EnrolmentReply, EnrolmentRequest
from domain.contract.progress import CaseProgress, ChangePage, ProgressQuery
from domain.contract.submission import SubmissionManifest, SubmissionStatus
from domain.contract.wire import Identifier

_PATIENCE_SECONDS = 10.0
"""Less than a station waits for an answer; what its kernel holds back of a piece has come by then on any line."""


class EnrolmentApi:
    def __init__(self, enrolment: Enrolment, renewals: Renewals, authority_pem: str) -> None:
        self._enrolment = enrolment
        self._renewals = renewals
        self._authority_pem = authority_pem

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1")
        router.add_api_route("/ca", self.authority, methods=["GET"])
        router.add_api_route("/enrolments", self.enrol, methods=["POST"], status_code=201)
        return router

    def authority(self) -> Response:
        """PEM. The caller compares its digest with the ticket's: this is asked over TLS nobody can check yet."""
        return PlainTextResponse(self._authority_pem, media_type="application/x-pem-file")

    def enrol(self, request: EnrolmentRequest) -> EnrolmentReply:
        return self._renewals.renew(request) or self._enrolment.enrol(request)


class SubmissionsApi:
    def __init__(self, intake: Intake, completion: Completion, turns: UploadTurns, sources: Sources) -> None:
        self._intake = intake
        self._completion = completion
        self._turns = turns
        self._sources = sources

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1")
        router.add_api_route("/cases/{case_id}", self.hand_in, methods=["PUT"])
        router.add_api_route("/cases/{case_id}/corrections/{correction_id}", self.correct, methods=["PUT"])
        router.add_api_route("/submissions/{submission_id}", self.status, methods=["GET"])
        router.add_api_route("/submissions/{submission_id}/completion", self.complete, methods=["POST"])
        return router

    def hand_in(
        self, case_id: Identifier, manifest: SubmissionManifest, response: Response, device: CallingDevice
    ) -> SubmissionStatus:
        if manifest.kind != "new" or manifest.case_id != case_id:
            raise invalid_request(422, "the address names another case than the manifest")
        return self._take(manifest, response, device)

    def correct(
        self, case_id: Identifier, correction_id: Identifier, manifest: SubmissionManifest, response: Response,
        device: CallingDevice,
    ) -> SubmissionStatus:  # fmt: skip
        if (manifest.kind, manifest.case_id, manifest.submission_id) != ("correction", case_id, correction_id):
            raise invalid_request(422, "the address names another correction than the manifest")
        return self._take(manifest, response, device)

    def status(self, submission_id: Identifier, device: CallingDevice) -> SubmissionStatus:
        return self._intake.status(submission_id, device)

    async def complete(self, submission_id: Identifier, device: CallingDevice) -> SubmissionStatus:
        """Asked while the last bytes still arrive, it waits for them."""
        await self._turns.quiet(await run_in_threadpool(self._intake.awaited, submission_id, device), _PATIENCE_SECONDS)
        return await run_in_threadpool(self._completion.complete, submission_id, device, self._sources.now())

    def _take(self, manifest: SubmissionManifest, response: Response, device: CallingDevice) -> SubmissionStatus:
        status, is_new = self._intake.take(manifest, device)
        response.status_code = 201 if is_new else 200
        return status


class FollowingApi:
    """What became of cases."""

    def __init__(self, progress: Progress, feed: ChangeFeed) -> None:
        self._progress = progress
        self._feed = feed

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1")
        router.add_api_route("/progress", self.progress, methods=["POST"])
        router.add_api_route("/changes", self.changes, methods=["GET"])
        return router

    def progress(self, query: ProgressQuery, _device: CallingDevice) -> CaseProgress:
        return self._progress.of(query)

    def changes(
        self,
        device: CallingDevice,
        after: Annotated[int, Query(ge=0)] = 0,
        mark: Annotated[int, Query(ge=0)] = 0,
        limit: Annotated[int, Query(ge=1, le=CHANGES)] = 100,
    ) -> ChangePage:
        return self._feed.page(device, after, mark, limit)
