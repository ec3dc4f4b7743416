"""TLS and HTTP: uvicorn with the platform's certificate, client certificates of its own CA asked for."""

import asyncio
import contextlib
import resource
import signal
import socket
import ssl
from collections.abc import Callable, Generator

from starlette.types import ASGIApp
from uvicorn import Config, Server
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from acceptance_platform.access import CERTIFICATE
from acceptance_platform.data_folder import DataFolder

_SHUTDOWN_SECONDS = 5
_SOCKET_OPTIONS = (
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 60),
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 15),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 4),
    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 120_000),
)
"""A station that loses its power says no farewell: in two minutes the kernel knows."""
_LINES = 65_536
"""Open files: a connection of each station, and more while it delivers."""


class CertificateProtocol(HttpToolsProtocol):
    """Tells the application whose certificate the connection was made with, and keeps no line that is dead: uvicorn
    itself does neither."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """One that never asks anything is let go like one that has asked: uvicorn itself would keep it for ever."""
        super().connection_made(transport)
        for option in _SOCKET_OPTIONS:
            transport.get_extra_info("socket").setsockopt(*option)
        self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        tls = self.transport.get_extra_info("ssl_object")
        certificate = tls.getpeercert(True) if tls is not None else None
        self.scope["extensions"] = {CERTIFICATE: certificate}  # type: ignore[dict-item]

    def connection_lost(self, exc: Exception | None) -> None:
        """OpenSSL forgets the session of a connection that ends without a farewell, as every one on a line that breaks:
        said to nobody, it lets the station come back with its ticket."""
        tls = self.transport.get_extra_info("ssl_object")
        if tls is not None:
            with contextlib.suppress(ssl.SSLError, ValueError):
                tls.unwrap()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """An idle TLS peer does not answer a farewell: waiting for one would take the whole time allowed."""
        if self.cycle is None or self.cycle.response_complete:
            self.transport.abort()
        else:
            super().shutdown()


class PlatformServer(Server):
    def __init__(self, config: Config, ready: Callable[[int], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready(self.servers[0].sockets[0].getsockname()[1])

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """uvicorn raises the signal again when it is done; to end because one was told to is no failure."""
        previous = {sign: signal.signal(sign, self.handle_exit) for sign in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for sign, handler in previous.items():
                signal.signal(sign, handler)


def allow_lines() -> None:
    """As many as may be: services and shells begin with 1,024, which a city's stations use up."""
    few, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _LINES if most == resource.RLIM_INFINITY else min(_LINES, most)
    if few != resource.RLIM_INFINITY and few < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def serve(app: ASGIApp, folder: DataFolder, host: str, port: int, ready: Callable[[int], None]) -> None:
    """Until SIGTERM or SIGINT. ``port`` 0: a free one; ``ready`` is told which."""
    allow_lines()
    config = Config(
        app,
        host=host,
        port=port,
        http=CertificateProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ssl_certfile=folder.keys / "server.crt",
        ssl_keyfile=folder.keys / "server.key",
        ssl_ca_certs=str(folder.keys / "ca.crt"),
        ssl_cert_reqs=ssl.CERT_OPTIONAL,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
    )
    config.load()
    assert config.ssl is not None
    # Sessions are kept here, for two hours and at most 20,480 (OpenSSL's bounds), and a ticket is only a name for one.
    # Two of the other kind, a kilobyte each with the client's certificate in them, would go before the first answer,
    # and a station that presented one would send as much as without.
    config.ssl.num_tickets = 1
    config.ssl.options |= ssl.OP_NO_TICKET
    asyncio.run(PlatformServer(config, ready).serve())
