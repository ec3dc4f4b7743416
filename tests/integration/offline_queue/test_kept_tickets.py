"""Connections are made again with a ticket, and a station asks for years without growing."""

import contextlib
import ctypes

import pytest

from offline_queue import tls_tickets
from offline_queue.http_transport import Request, Transport
from offline_queue.tls_tickets import SharedTickets, TicketContext


class Heap(ctypes.Structure):
    """``struct mallinfo2`` of glibc."""

    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost",
    )]  # fmt: skip


def in_use() -> int:
    """Bytes, of C and what Python asks of it in large pieces."""
    told = ctypes.CDLL(None).mallinfo2
    told.restype = Heap
    return int(told().uordblks)


@pytest.fixture
def line(site):
    with contextlib.closing(Transport.for_station(site.station, site.line.url, 5.0)) as line:
        yield line


def ask(line, times=1):
    for _ in range(times):
        assert line.ask(Request("GET", "/v1/ca")).status == 200


@pytest.fixture
def made(monkeypatch):
    """Of each connection whether it was made with a ticket."""
    found = []
    keep = TicketContext.keep_ticket

    def noted(context, connection):
        if not found or found[-1][0] is not connection:
            found.append((connection, connection.session_reused))
        keep(context, connection)

    monkeypatch.setattr(TicketContext, "keep_ticket", noted)
    return found


def test_one_ticket_serves_many_connections(line, made):
    for _ in range(6):
        ask(line, 2)
        line.close()
    assert [resumed for _, resumed in made] == [False] + [True] * 5


def test_a_ticket_is_renewed_before_the_platform_forgets_it(line, made, monkeypatch):
    monkeypatch.setattr(tls_tickets, "_GOOD_SECONDS", 0.0)
    tickets = []
    for _ in range(4):
        ask(line, 2)
        tickets.append(line._tickets.ticket)
        line.close()
    assert len({id(ticket) for ticket in tickets}) == 4
    assert [resumed for _, resumed in made] == [False] + [True] * 3


def test_a_ticket_the_platform_has_forgotten_gives_way_to_the_next(line, made, site):
    ask(line)
    held = line._tickets.ticket
    site.platform.restart()
    line.close()
    ask(line)
    line.close()
    ask(line)
    assert line._tickets.ticket is not held
    assert [resumed for _, resumed in made] == [False, False, True]


def test_a_connection_without_a_ticket_is_asked_for_it_once(line, monkeypatch):
    asked = []
    monkeypatch.setattr(tls_tickets._Socket, "session", property(asked.append))
    for _ in range(2):
        ask(line, 5)
        line.close()
    assert len(asked) == 2


def test_connections_that_share_a_ticket_are_each_asked_once(site, monkeypatch):
    """Made at the same time, each without one."""
    asked = []
    monkeypatch.setattr(tls_tickets._Socket, "session", property(asked.append))
    tickets = SharedTickets()
    with contextlib.ExitStack() as ended:
        lines = [Transport.for_station(site.station, site.line.url, 5.0, tickets) for _ in range(3)]
        for line in lines:
            ended.callback(line.close)
        for _ in range(5):
            for line in lines:
                ask(line)
    assert len(asked) == len(set(map(id, asked))) == 3


def test_asking_and_connecting_again_keep_nothing(line):
    ask(line, 20)
    before = in_use()
    ask(line, 200)
    for _ in range(20):
        line.close()
        ask(line)
    assert in_use() - before < 200_000
