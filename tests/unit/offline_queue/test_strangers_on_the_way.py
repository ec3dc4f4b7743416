"""Gateways and wrong boxes on the way, over real sockets: nobody is followed, nobody is believed."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from domain.failures import FailureCode
from offline_queue.http_transport import Request, Transport, Trust
from offline_queue.outcome import Later, judge


class Stranger:
    """Answers everything alike; remembers what it was asked."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.asked: list[tuple[str, str]] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                asked.append((self.command, self.path))
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_PUT = do_POST = do_PATCH = answer  # noqa: N815 - names of the library

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@contextlib.contextmanager
def stranger(status: int, headers: dict[str, str], body: bytes = b"") -> Iterator[Stranger]:
    one = Stranger(status, headers, body)
    try:
        yield one
    finally:
        one.close()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH"])
def test_no_redirect_is_followed(status: int, method: str) -> None:
    with stranger(200, {}) as elsewhere, stranger(status, {"Location": elsewhere.url + "/take"}) as gateway:
        with contextlib.closing(Transport(gateway.url, Trust("", None), 5)) as transport:
            outcome = judge(transport.ask(Request(method, "/v1/cases/x", None if method == "GET" else b"sealed")))
        assert isinstance(outcome, Later)
        assert outcome.failure.code is FailureCode.PLATFORM_REDIRECTED
        assert gateway.asked == [(method, "/v1/cases/x")]
        assert elsewhere.asked == []


def test_a_portal_that_says_all_is_well_is_not_believed() -> None:
    with (
        stranger(200, {"Content-Type": "text/html"}, b"<html>please log in</html>") as portal,
        contextlib.closing(Transport(portal.url, Trust("", None), 5)) as transport,
    ):
        outcome = judge(transport.ask(Request("PATCH", "/v1/uploads/x", b"sealed")))
    assert isinstance(outcome, Later)
    assert outcome.failure.code is FailureCode.PLATFORM_CAPTIVE_PORTAL


def test_proxies_and_passwords_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with stranger(204, {}) as proxy, stranger(204, {}) as platform:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("http_proxy", proxy.url)
        with contextlib.closing(Transport(platform.url, Trust("", None), 5)) as transport:
            assert transport.ask(Request("GET", "/v1/ping")).status == 204
        assert proxy.asked == []
