"""The route of transfer lists, for windows."""

from fastapi import APIRouter
from fastapi.responses import Response

from acceptance_platform.access import CallingClerk
from acceptance_platform.transfers.transfers import Transfers
from domain.contract.transfer import TransferAsk, TransferLists


class TransfersApi:
    def __init__(self, transfers: Transfers) -> None:
        self._transfers = transfers

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1")
        router.add_api_route("/transfers", self.lists, methods=["POST"])
        return router

    def lists(self, ask: TransferAsk, clerk: CallingClerk, response: Response) -> TransferLists:
        response.headers["Cache-Control"] = "no-store"
        return self._transfers.lists(clerk, ask)
