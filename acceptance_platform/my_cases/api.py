"""The routes of a person's cases, and of what was handed in with them."""

from fastapi import APIRouter
from fastapi.responses import Response

from acceptance_platform.my_cases.my_cases import CasesOfPersons
from acceptance_platform.my_cases.papers import PapersOfPersons
from acceptance_platform.presence.api import CallingPerson
from domain.contract.held_papers import MyPapers
from domain.contract.my_cases import MyCases
from domain.contract.wire import Digest

_NEVER_KEPT = {"Cache-Control": "no-store", "Content-Disposition": "attachment"}


class MyCasesApi:
    def __init__(self, cases: CasesOfPersons, papers: PapersOfPersons) -> None:
        self._cases = cases
        self._papers = papers

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1/my")
        router.add_api_route("/cases", self.cases, methods=["GET"])
        router.add_api_route("/papers", self.papers, methods=["GET"])
        router.add_api_route("/papers/{paper_id}/pages/{digest}", self.page, methods=["GET"])
        return router

    def cases(self, present: CallingPerson, response: Response) -> MyCases:
        response.headers["Cache-Control"] = "no-store"
        return self._cases.of(present)

    def papers(self, present: CallingPerson, response: Response) -> MyPapers:
        response.headers["Cache-Control"] = "no-store"
        return self._papers.of(present)

    def page(self, paper_id: str, digest: Digest, present: CallingPerson) -> Response:
        data, media_type = self._papers.page(paper_id, digest, present)
        return Response(data, media_type=media_type, headers=_NEVER_KEPT)
