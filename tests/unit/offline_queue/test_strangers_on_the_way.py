"""Gateways and wrong boxes on the way, over real sockets: nobody is followed, nobody is believed."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from domain.clock import SystemClock
from domain.failures import FailureCode
from offline_queue.http_transport import NotThePlatform, Request, Transport, Trust
from offline_queue.outcome import Later, judge
from offline_queue.portal_probe import PROBE_SECONDS, PortalProbe, is_portal


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


@pytest.mark.parametrize("location", ["http://[", "https://[::1", "//[x", "http://a:port/", "\x85"])
def test_a_redirect_to_no_address_is_a_redirect(location: str) -> None:
    with (
        stranger(302, {"Location": location}) as gateway,
        contextlib.closing(Transport(gateway.url, Trust("", None), 5)) as transport,
    ):
        outcome = judge(transport.ask(Request("GET", "/v1/ping")))
    assert isinstance(outcome, Later)
    assert outcome.failure.code is FailureCode.PLATFORM_REDIRECTED


@pytest.mark.parametrize("location", ["http://[", "https://[::1", "//[x"])
def test_a_portal_that_sends_people_to_no_address_is_a_portal(location: str) -> None:
    with stranger(302, {"Location": location}) as portal:
        probe = PortalProbe(portal.url, SystemClock(), portal.server.server_port)
        assert probe.name(UNPROVEN).code is FailureCode.PLATFORM_CAPTIVE_PORTAL


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


UNPROVEN = NotThePlatform(FailureCode.PLATFORM_TLS)


@pytest.mark.parametrize(
    ("status", "headers"),
    [(200, {"Content-Type": "text/html; charset=gbk"}), (302, {"Location": "http://login.example/?back"})],
)
def test_who_answers_without_tls_with_a_login_page_is_named_and_told_nothing(status, headers, clock) -> None:
    with stranger(200, {}) as elsewhere, stranger(status, headers, b"<html>") as portal:
        headers["Location"] = headers.get("Location", elsewhere.url)
        probe = PortalProbe("https://127.0.0.1:8443", clock, portal.server.server_port)
        assert probe.name(UNPROVEN).code is FailureCode.PLATFORM_CAPTIVE_PORTAL
        assert probe.name(UNPROVEN).code is FailureCode.PLATFORM_CAPTIVE_PORTAL
        assert portal.asked == [("GET", "/v1/ping")]
        assert elsewhere.asked == []
        clock.seconds += PROBE_SECONDS
        probe.name(UNPROVEN)
        assert len(portal.asked) == 2


def test_where_nobody_answers_without_tls_it_stays_what_it_was(clock) -> None:
    with stranger(200, {}) as gone:
        port = gone.server.server_port
    assert PortalProbe("https://127.0.0.1", clock, port).name(UNPROVEN) is UNPROVEN


@pytest.mark.parametrize(
    ("status", "content_type", "location", "is_one"),
    [
        (200, "text/html", "", True), (511, "application/json", "", True), (511, "text/html", "", True),
        (302, "", "/login.html", True), (307, "", "https://login.example/", True),
        (301, "text/html", "https://platform.example/v1/ping", False), (404, "text/html", "", False),
        (503, "text/html", "", False), (200, "application/json", "", False),
    ],
)  # fmt: skip
def test_a_web_server_of_the_platform_itself_is_no_portal(status, content_type, location, is_one) -> None:
    assert is_portal("platform.example", status, content_type, location) is is_one
