"""What every station asks from time to time: whether it is really us."""

from typing import Annotated

from fastapi import APIRouter, Query

from acceptance_platform.access import CallingDevice
from acceptance_platform.signing import Signer
from acceptance_platform.sources import Sources
from domain.contract.submission import PingReply


class StationApi:
    def __init__(self, signer: Signer, sources: Sources) -> None:
        self._signer = signer
        self._sources = sources

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1")
        router.add_api_route("/ping", self.ping, methods=["GET"])
        return router

    def ping(self, nonce: Annotated[str, Query(min_length=1, max_length=200)], _device: CallingDevice) -> PingReply:
        return PingReply(token=self._signer.sign({"nonce": nonce, "time": self._sources.now().isoformat()}))
