"""The route of evaluations."""

from fastapi import APIRouter

from acceptance_platform.access import CallingDevice
from acceptance_platform.evaluations.evaluations import Evaluations
from domain.contract.evaluation import Evaluation, EvaluationReply


class EvaluationsApi:
    def __init__(self, evaluations: Evaluations) -> None:
        self._evaluations = evaluations

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1")
        router.add_api_route("/evaluations", self.take, methods=["POST"], status_code=201)
        return router

    def take(self, evaluation: Evaluation, device: CallingDevice) -> EvaluationReply:
        return self._evaluations.take(evaluation, device)
