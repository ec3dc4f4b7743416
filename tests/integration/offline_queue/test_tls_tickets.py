"""A connection after a break takes a third of the bytes: no certificate travels twice."""

import contextlib

from offline_queue.http_transport import Request, Transport

ASKED = Request("GET", "/v1/ping?nonce=1")


def bytes_there(site, transport: Transport) -> int:
    """Of one question on a new connection, after the line was reset."""
    site.line.cut()
    site.line.cut_after()
    assert transport.ask(ASKED).status == 200
    return site.line.carried


def test_a_connection_that_broke_comes_back_with_its_ticket(site):
    with contextlib.closing(Transport.for_station(site.station, site.line.url, 10)) as transport:
        first, *others = [bytes_there(site, transport) for _ in range(4)]
    assert first > 1_300
    assert max(others) < first / 2


def test_another_transport_shows_its_own_certificate(site):
    for _ in range(2):
        with contextlib.closing(Transport.for_station(site.station, site.line.url, 10)) as transport:
            assert bytes_there(site, transport) > 1_300
