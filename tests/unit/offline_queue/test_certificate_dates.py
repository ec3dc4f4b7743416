"""A station whose clock is years off still reaches the platform, and nobody else."""

import contextlib
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from acceptance_platform.authority import create_authority
from acceptance_platform.data_folder import DataFolder
from domain.failures import FailureCode
from offline_queue.http_transport import LineFailed, Request, Transport, Trust

ELEVEN_YEARS = timedelta(days=11 * 365)
"""Longer than any of the platform's certificates is valid."""


class Ping(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        """Quiet."""


@contextlib.contextmanager
def served(folder, now, names=("127.0.0.1",)):
    """A platform of that day; its address and the certificate of its authority."""
    data = DataFolder(folder)
    data.keys.mkdir(parents=True)
    create_authority(data, names, now)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Ping)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(data.keys / "server.crt", data.keys / "server.key")
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}", str(data.keys / "ca.crt")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def asked(url, authority):
    with contextlib.closing(Transport(url, Trust(authority, None), 5)) as transport:
        return transport.ask(Request("GET", "/v1/ping")).status


@pytest.mark.parametrize("ahead", [-ELEVEN_YEARS, timedelta(0), ELEVEN_YEARS])
def test_a_clock_that_is_years_off_does_not_keep_a_station_from_its_platform(tmp_path, ahead):
    with served(tmp_path, datetime.now(UTC) - ahead) as (url, authority):
        assert asked(url, authority) == 204


def test_another_authority_is_refused_whatever_the_dates(tmp_path):
    now = datetime.now(UTC)
    with served(tmp_path / "a", now) as (url, _), served(tmp_path / "b", now) as (_, other):
        with pytest.raises(LineFailed) as refused:
            asked(url, other)
        assert refused.value.code is FailureCode.PLATFORM_TLS


def test_another_name_is_refused(tmp_path):
    with served(tmp_path, datetime.now(UTC), ("platform.invalid",)) as (url, authority):
        with pytest.raises(LineFailed) as refused:
            asked(url, authority)
        assert refused.value.code is FailureCode.PLATFORM_TLS
