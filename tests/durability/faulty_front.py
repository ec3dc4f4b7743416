"""A TLS front before the platform that does one thing wrong to each hand-in, at one step of the protocol.

It has the platform's certificate, so the agent believes it, and the station's, so the platform believes it: what a
proxy, a firewall or a dying line can do, at a step that can be named.
"""

import contextlib
import json
import re
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPMessage, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from offline_queue.station import Station

STEPS = ("manifest", "piece", "packet", "completion")
FAULTS = (
    "reset", "farewell", "black hole", "5xx", "429", "captive portal", "wrong digest", "duplicated", "reply lost",
)  # fmt: skip
_COMPLETE = b'"complete":true'
_HEAD_BYTES = 1 << 16
_DIGEST = re.compile(rb'\\?"digest\\?":\s*\\?"([0-9a-f]{64})')
_SUBMISSION = re.compile(rb'\\?"submission_id\\?":\s*\\?"([0-9a-f-]{36})')


@dataclass
class Script:
    """``faults``: by submission, what happens once and at which step."""

    faults: dict[str, tuple[str, str]]
    done: list[tuple[str, str]] = field(default_factory=list)
    _owners: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fault(self, method: str, path: str, body: bytes) -> str:
        """Of this request; empty for none."""
        step, submission = self._place(method, path, body)
        with self._lock:
            planned = self.faults.get(submission)
            if planned is None or planned[0] != step:
                return ""
            del self.faults[submission]
            self.done.append(planned)
            return planned[1]

    def _place(self, method: str, path: str, body: bytes) -> tuple[str, str]:
        named = _SUBMISSION.search(body)
        submission = named[1].decode() if named else ""
        for digest in _DIGEST.findall(body) if submission else ():
            self._owners[digest.decode()] = submission
        if path.endswith("/completion"):
            return "completion", path.split("/")[3]
        if path.startswith("/v1/uploads/") and method == "PATCH":
            return "piece", self._owners.get(path.split("/")[3], "")
        if path.startswith("/v1/packets"):
            return "packet" if _COMPLETE in body[:_HEAD_BYTES] else "manifest", submission
        return ("manifest", submission) if method == "PUT" else ("", "")


class Front(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, script: Script, platform_port: int, keys: Path, station: Station) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = script
        self.platform_port = platform_port
        self.over = threading.Event()
        self.trust = ssl.create_default_context(cafile=str(station.authority_certificate))
        self.trust.load_cert_chain(station.device_certificate, station.device_key)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(keys / "server.crt", keys / "server.key")

    def finish_request(self, request: socket.socket, client_address: tuple[str, int]) -> None:  # type: ignore[override]
        with contextlib.suppress(OSError), self._context.wrap_socket(request, server_side=True) as encrypted:
            self.RequestHandlerClass(encrypted, client_address, self)  # type: ignore[arg-type]

    def handle_error(self, request: object, client_address: object) -> None:
        """Lines break here all the time."""


@contextlib.contextmanager
def front(script: Script, url: str, data: Path, station: Station) -> Iterator[str]:
    """Its base address."""
    server = Front(script, int(url.rsplit(":", 1)[1]), data / "keys", station)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Front

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._answer(self.server.script.fault(self.command, self.path, body), body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""

    def _answer(self, fault: str, body: bytes) -> None:
        if fault == "reset":
            self._break(reset=True)
        elif fault == "farewell":
            self._break(reset=False)
        elif fault == "black hole":
            self.server.over.wait(5)
            self._break(reset=True)
        elif fault in ("5xx", "429"):
            self._say(503 if fault == "5xx" else 429, {"Content-Type": "text/plain"}, b"not now")
        elif fault == "captive portal":
            self._say(200, {"Content-Type": "text/html"}, b"<html>Please log in</html>")
        elif fault == "refused":
            problem = {"code": "X101", "title": "refused", "status": 422, "type": "about:blank"}
            self._say(422, {"Content-Type": "application/problem+json"}, json.dumps(problem).encode())
        else:
            self._forward(fault, body)

    def _forward(self, fault: str, body: bytes) -> None:
        changed = fault == "wrong digest"
        if changed and self.command == "PATCH":
            body, changed = bytes([body[0] ^ 1]) + body[1:], False
        status, headers, answer = self._ask(body)
        if fault == "duplicated":
            status, headers, answer = self._ask(body)
        if fault == "reply lost":
            self._break(reset=True)
            return
        self._say(
            status, dict(headers), answer.replace(b'"submission_id":"', b'"submission_id":"0') if changed else answer
        )

    def _ask(self, body: bytes) -> tuple[int, HTTPMessage, bytes]:
        line = HTTPSConnection("127.0.0.1", self.server.platform_port, context=self.server.trust, timeout=10)
        try:
            kept = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
            line.request(self.command, self.path, body or None, kept)
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            line.close()

    def _say(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" or status in (204, 304) else body)

    def _break(self, *, reset: bool) -> None:
        self.close_connection = True
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with contextlib.suppress(OSError):
            socket.socket.shutdown(self.connection, socket.SHUT_RDWR)
