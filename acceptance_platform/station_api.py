"""What every station asks from time to time: the catalogue, and whether it is really us."""

from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import Response

from acceptance_platform.access import CallingDevice
from acceptance_platform.signing import Signer
from acceptance_platform.sources import Sources
from domain.contract.catalogue import SignedCatalogue
from domain.contract.submission import PingReply


class StationApi:
    def __init__(self, catalogue: SignedCatalogue, signer: Signer, sources: Sources) -> None:
        self._catalogue = catalogue
        self._body = catalogue.model_dump_json().encode()
        self._signer = signer
        self._sources = sources

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1")
        router.add_api_route("/ping", self.ping, methods=["GET"])
        router.add_api_route("/catalogue", self.catalogue, methods=["GET"])
        return router

    def ping(self, nonce: Annotated[str, Query(min_length=1, max_length=200)], _device: CallingDevice) -> PingReply:
        return PingReply(token=self._signer.sign({"nonce": nonce, "time": self._sources.now().isoformat()}))

    def catalogue(self, _device: CallingDevice, if_none_match: Annotated[str, Header()] = "") -> Response:
        etag = f'"{self._catalogue.version}"'
        known = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
        headers = {"ETag": etag, "Cache-Control": "no-cache"}
        if etag in known:
            return Response(status_code=304, headers=headers)
        return Response(self._body, media_type="application/json", headers=headers)
