"""The real platform in this process, behind a door instead of a line: it loses, refuses and repeats as it is told."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from starlette.types import ASGIApp, Message

from acceptance_platform.access import CERTIFICATE
from domain.failures import FailureCode
from offline_queue import agent as agent_module
from offline_queue.http_transport import LineFailed, Request
from offline_queue.outcome import Answer
from offline_queue.station import Station

FAULTS = ("", "lost before", "lost after", "503", "422", "portal", "twice")


class Door:
    """Requests straight into the platform's application; one event loop in a thread of its own."""

    def __init__(self, app: ASGIApp, station: Station) -> None:
        self.app = app
        """The platform behind it, until it is started again."""
        certificate = x509.load_pem_x509_certificate(station.device_certificate.read_bytes())
        self._certificate = certificate.public_bytes(Encoding.DER)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.fault = ""
        self.after = 0
        """The fault comes with the request after so many."""
        self.plan: list[tuple[str, str]] = []
        """What besides happens, in this order: part of a path, and the fault of the next request to it."""

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def ask(self, request: Request) -> Answer:
        fault = self._due(request.path)
        request.handed_over()
        if fault == "lost before":
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE, "test")
        if fault == "503":
            return Answer(503, {"content-type": "text/plain"}, b"")
        if fault == "422":
            return Answer(422, {"content-type": "application/problem+json"}, b"{}")
        if fault == "portal":
            return Answer(200, {"content-type": "text/html"}, b"<html>")
        answer = asyncio.run_coroutine_threadsafe(self._forward(request), self._loop).result(20)
        if fault == "twice":
            answer = asyncio.run_coroutine_threadsafe(self._forward(request), self._loop).result(20)
        if fault == "lost after":
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE, "test")
        return answer

    def _due(self, path: str) -> str:
        if self.plan and self.plan[0][0] in path:
            return self.plan.pop(0)[1]
        self.after -= 1
        if self.after >= 0:
            return ""
        fault, self.fault = self.fault, ""
        return fault

    async def _forward(self, request: Request) -> Answer:
        parts = urlsplit(request.path)
        body = request.body or b""
        headers = {**request.headers, "content-length": str(len(body))}
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "https", "root_path": "",
            "method": request.method, "path": parts.path, "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(), "extensions": {CERTIFICATE: self._certificate},
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 1),
        }  # fmt: skip
        given = iter([{"type": "http.request", "body": body, "more_body": False}])
        answer: list[Message] = []

        async def receive() -> Message:
            return next(given, {"type": "http.disconnect"})

        async def send(message: Message) -> None:
            answer.append(message)

        await self.app(scope, receive, send)
        found = {name.decode().lower(): value.decode() for name, value in answer[0]["headers"]}
        return Answer(answer[0]["status"], found, b"".join(one.get("body", b"") for one in answer[1:]))


class DoorTransport:
    """In the place of the station's TLS."""

    def __init__(self, door: Door) -> None:
        self.ask = door.ask

    def connect(self) -> None:
        """Nothing to do: it is always open."""

    def stands(self) -> bool:
        return True

    def close(self) -> None:
        """Nothing is open."""


@contextlib.contextmanager
def door_for_agents(door: Door) -> Iterator[None]:
    """Agents made inside ask through the door."""
    original = agent_module.Transport.for_station
    agent_module.Transport.for_station = lambda *_: DoorTransport(door)
    try:
        yield
    finally:
        agent_module.Transport.for_station = original


@contextlib.contextmanager
def small_ones_as_packets(whole: bool) -> Iterator[None]:
    """Or in pieces."""
    real = vars(agent_module)["SMALL_BYTES"]
    vars(agent_module)["SMALL_BYTES"] = real if whole else 0
    try:
        yield
    finally:
        vars(agent_module)["SMALL_BYTES"] = real
