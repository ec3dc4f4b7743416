"""Routes of the queue, for windows."""

from fastapi import APIRouter
from fastapi.responses import Response

from acceptance_platform.access import CallingClerk, CallingDevice
from acceptance_platform.queue_calls.calling import Calling
from domain.contract.queue_calls import QueueBoard, QueueCall


class QueueCallsApi:
    def __init__(self, calling: Calling) -> None:
        self._calling = calling

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1/queue")
        router.add_api_route("", self.board, methods=["GET"])
        router.add_api_route("/calls", self.call, methods=["POST"])
        return router

    def board(self, clerk: CallingClerk, device: CallingDevice, response: Response) -> QueueBoard:
        response.headers["Cache-Control"] = "no-store"
        return self._calling.board(clerk, device)

    def call(self, call: QueueCall, clerk: CallingClerk, device: CallingDevice) -> QueueBoard:
        return self._calling.call(clerk, device, call)
