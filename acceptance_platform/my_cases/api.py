"""The route of a person's cases."""

from fastapi import APIRouter
from fastapi.responses import Response

from acceptance_platform.my_cases.my_cases import CasesOfPersons
from acceptance_platform.presence.api import CallingPerson
from domain.contract.my_cases import MyCases


class MyCasesApi:
    def __init__(self, cases: CasesOfPersons) -> None:
        self._cases = cases

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1/my")
        router.add_api_route("/cases", self.cases, methods=["GET"])
        return router

    def cases(self, present: CallingPerson, response: Response) -> MyCases:
        response.headers["Cache-Control"] = "no-store"
        return self._cases.of(present)
