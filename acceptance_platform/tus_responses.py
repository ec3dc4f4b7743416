"""tus wants its version in every answer, refusals too."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from acceptance_platform.tus_headers import VERSION


class TusResponses:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_version(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"tus-resumable", VERSION.encode())]
            await send(message)

        is_upload = scope["type"] == "http" and scope["path"].startswith("/v1/uploads")
        await self._app(scope, receive, with_version if is_upload else send)
