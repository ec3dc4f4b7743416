"""Which keys stations seal to and believe, now."""

from fastapi import APIRouter

from acceptance_platform.access import CallingDevice
from domain.contract.keys import SignedKeys


class KeysApi:
    def __init__(self, keys: SignedKeys) -> None:
        self._keys = keys

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1")
        router.add_api_route("/keys", self.keys, methods=["GET"])
        return router

    def keys(self, _device: CallingDevice) -> SignedKeys:
        return self._keys
