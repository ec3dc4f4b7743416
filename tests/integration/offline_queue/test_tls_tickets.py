"""A connection after a break takes a third of the bytes: no certificate travels twice."""

import contextlib
import select

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


def test_a_connection_made_ahead_is_the_one_that_asks_though_its_ticket_has_come(site):
    """What can be read is taken for a farewell by urllib3."""
    with contextlib.closing(Transport.for_station(site.station, site.line.url, 10)) as transport:
        transport.connect()
        lines = len(site.line._pairs)
        pools = transport._session.get_adapter(transport._url).poolmanager.pools
        (pool,) = [pools[key] for key in pools.keys()]  # noqa: SIM118 - not a mapping
        made = next(connection for connection in pool.pool.queue if connection is not None)
        assert select.select([made.sock], [], [], 10)[0], "no ticket came"
        assert transport.ask(ASKED).status == 200
        assert len(site.line._pairs) == lines
        site.line.cut()
        assert transport.ask(ASKED).status == 200, "a line that was cut is made again"
