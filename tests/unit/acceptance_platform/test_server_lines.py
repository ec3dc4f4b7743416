"""Connections of the platform whose other side says nothing, or is gone without a word."""

import asyncio
import resource
import socket

import pytest
from uvicorn import Config, Server

from acceptance_platform.server import CertificateProtocol, allow_lines

PATIENCE = 0.05
"""Seconds a connection may ask nothing."""
OPTIONS = (
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE),
    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT),
)


@pytest.fixture
def options():
    """Of the platform's end of each connection."""
    return []


@pytest.fixture
def asked(options):
    """What comes back on a connection on which that was said, until it ends."""

    class Protocol(CertificateProtocol):
        def connection_made(self, transport):
            super().connection_made(transport)
            line = transport.get_extra_info("socket")
            options.append([line.getsockopt(*option) for option in OPTIONS])

    async def app(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def talk(said):
        config = Config(app, http=Protocol, ws="none", lifespan="off", log_config=None, timeout_keep_alive=PATIENCE)
        config.load()
        server = Server(config)
        server.lifespan = config.lifespan_class(config)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            await server.startup([listener])
            reader, writer = await asyncio.open_connection(*listener.getsockname())
            writer.write(said)
            answer = await asyncio.wait_for(reader.read(), 10)
            writer.close()
            await server.shutdown([listener])
        return answer

    return lambda said: asyncio.run(talk(said))


def test_a_connection_that_never_asks_is_let_go(asked):
    assert asked(b"") == b""


def test_one_that_has_asked_is_answered_and_let_go(asked):
    assert asked(b"GET / HTTP/1.1\r\nHost: platform\r\n\r\n").startswith(b"HTTP/1.1 204")


def test_the_kernel_finds_out_when_the_other_side_lost_its_power(asked, options):
    asked(b"")
    assert options == [[1, 60, 120_000]]


@pytest.mark.parametrize("few", [256, 1024])
def test_more_stations_than_a_service_usually_may_have_files(few):
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (few, before[1]))
    try:
        allow_lines()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(65_536, before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
