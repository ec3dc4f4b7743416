"""The outermost layer of the application: caps bodies, and never lets a traceback out."""

import logging
import traceback

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from acceptance_platform.limits import OBJECT_BYTES, PHONE_BYTES, REQUEST_BYTES
from acceptance_platform.problems import crash_response, invalid_request, problem_response

_log = logging.getLogger(__name__)
_LARGE = ("/v1/uploads", "/v1/packets")
_OF_PHONES = "/u/"


class RequestGuard:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = _limit(scope["path"])
        if _declared_length(scope) > limit:
            too_large = problem_response(invalid_request(413, f"more than {limit} bytes"))
            await too_large(scope, receive, send)
            return
        await self._run(scope, _counted(receive, limit), send)

    async def _run(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as e:  # noqa: BLE001  top of a request: nothing of a bug may reach the caller
            _log.error("request crashed: %s", _where(e))
            if not started:
                await crash_response()(scope, receive, send)


def _limit(path: str) -> int:
    if path.startswith(_LARGE):
        return OBJECT_BYTES
    return PHONE_BYTES if path.startswith(_OF_PHONES) else REQUEST_BYTES


def _counted(receive: Receive, limit: int) -> Receive:
    total = 0

    async def counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > limit:
            raise HTTPException(413)
        return message

    return counted


def _declared_length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {place}"
