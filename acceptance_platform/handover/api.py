"""Routes of results, for windows."""

from fastapi import APIRouter
from fastapi.responses import Response

from acceptance_platform.access import CallingClerk
from acceptance_platform.handover.handovers import Handovers
from domain.contract.handover import Handover, HandoverFacts, ResultFile, ResultQuery
from domain.contract.wire import Identifier


class HandoverApi:
    def __init__(self, handovers: Handovers) -> None:
        self._handovers = handovers

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1/results")
        router.add_api_route("", self.result, methods=["POST"])
        router.add_api_route("/{case_id}/handover", self.hand_over, methods=["POST"])
        return router

    def result(self, query: ResultQuery, clerk: CallingClerk, response: Response) -> ResultFile:
        response.headers["Cache-Control"] = "no-store"
        return self._handovers.result(clerk, query)

    def hand_over(self, case_id: Identifier, handover: Handover, clerk: CallingClerk) -> HandoverFacts:
        return self._handovers.hand_over(clerk, case_id, handover)
