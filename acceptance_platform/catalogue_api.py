"""The catalogue devices mirror: whole, or only the parts that are new to them."""

import zlib
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import Response

from acceptance_platform.access import CallingDevice
from acceptance_platform.problems import invalid_request
from domain.catalogue.parts import cut, name_of
from domain.contract.catalogue import CatalogueIndex, CataloguePart, PartsQuery, SignedCatalogue


class CatalogueApi:
    def __init__(self, catalogue: SignedCatalogue) -> None:
        parts = cut(catalogue.body.encode())
        listed = tuple(CataloguePart(digest=name_of(part), size=len(part)) for part in parts)
        index = CatalogueIndex(parts=listed, **catalogue.model_dump(exclude={"body"}))
        self._parts = {one.digest: part for one, part in zip(listed, parts, strict=True)}
        self._index = index.model_dump_json().encode()
        self._whole = catalogue.model_dump_json().encode()
        self._etag = f'"{catalogue.version}"'

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1/catalogue")
        router.add_api_route("", self.whole, methods=["GET"])
        router.add_api_route("/index", self.index, methods=["GET"])
        router.add_api_route("/parts", self.parts, methods=["POST"])
        return router

    def whole(self, _device: CallingDevice, if_none_match: Annotated[str, Header()] = "") -> Response:
        return self._unless_known(self._whole, if_none_match)

    def index(self, _device: CallingDevice, if_none_match: Annotated[str, Header()] = "") -> Response:
        return self._unless_known(self._index, if_none_match)

    def parts(self, query: PartsQuery, _device: CallingDevice) -> Response:
        try:
            joined = b"".join(self._parts[digest] for digest in query.digests)
        except KeyError:
            raise invalid_request(410, "not a part of the catalogue of now") from None
        return Response(zlib.compress(joined), media_type="application/octet-stream")

    def _unless_known(self, content: bytes, if_none_match: str) -> Response:
        known = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
        headers = {"ETag": self._etag, "Cache-Control": "no-cache"}
        if self._etag in known:
            return Response(status_code=304, headers=headers)
        return Response(content, media_type="application/json", headers=headers)
