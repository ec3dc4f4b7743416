"""A station that should not be enrolled is not."""

import contextlib
import socket
import threading

import pytest

from domain.contract.enrolment import EnrolmentTicket
from domain.failures import Failure, FailureCode
from offline_queue.enrolment import enrol
from offline_queue.http_transport import Request, Transport
from offline_queue.station import Station


def refusal(station: Station, ticket: EnrolmentTicket) -> FailureCode:
    with pytest.raises(Failure) as refused:
        enrol(station, ticket)
    assert not station.enrolment_file.exists()
    assert not station.device_key.exists()
    return refused.value.code


def test_a_platform_with_another_certificate_is_refused(site, tmp_path):
    ticket = EnrolmentTicket(url=site.line.url, authority_digest="0" * 64, code="x")
    assert refusal(Station(tmp_path / "other"), ticket) is FailureCode.ENROLMENT_CA_MISMATCH


def test_a_ticket_serves_once(site, tmp_path):
    line = site.platform.ask("ticket", "--kind", "kiosk", "--node", "330281-K01", "--url", site.line.url)
    ticket = EnrolmentTicket.decode(line)
    first = Station(tmp_path / "first")
    enrol(first, ticket)
    assert first.device_key.stat().st_mode & 0o777 == 0o600
    assert refusal(Station(tmp_path / "second"), ticket) is FailureCode.ENROLMENT_CODE_REFUSED


def test_a_listener_that_speaks_no_tls_is_no_platform(site):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        answering = threading.Thread(target=answer_in_the_clear, args=(listener,))
        answering.start()
        transport = Transport.for_station(site.station, f"https://127.0.0.1:{listener.getsockname()[1]}", 5)
        with pytest.raises(Failure) as refused:
            transport.ask(Request("GET", "/v1/ping"))
        transport.close()
        answering.join()
    assert refused.value.code is FailureCode.PLATFORM_TLS


def answer_in_the_clear(listener: socket.socket) -> None:
    line, _ = listener.accept()
    with line:
        line.recv(4096)
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nlogin")
        with contextlib.suppress(ConnectionError):
            while line.recv(4096):
                pass
