"""A connection that broke is made again with the ticket of the one before: no certificates travel, 440 bytes instead of
1,270 there and 340 instead of 1,360 back. TLS 1.3 (RFC 8446, 2.2); nothing is sent before the other side has answered.
"""

import errno
import os
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any, TypeAlias

_PADDED_HELLO = 0x10
"""``SSL_OP_TLSEXT_PADDING``: fills a hello of more than 255 bytes to 512, for the sake of a load balancer of 2013."""
_NO_CHECK_TIME = ssl.VerifyFlags(0x200000)
"""``X509_V_FLAG_NO_CHECK_TIME``, which Python has no name for."""
_GOOD_SECONDS = 3600.0
"""Half of what the platform keeps a session."""


class _Socket(ssl.SSLSocket):
    """Python 3.11.2 leaves the socket open that was reset before its first TLS message: gh-108310 mended another
    fault by reading once, and does not close when that fails."""

    def getpeername(self) -> Any:
        """The first question to every new socket."""
        try:
            return super().getpeername()
        except OSError as error:
            self.close()
            raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET)) from error


class TicketContext(ssl.SSLContext):
    """Of all connections that show one certificate and believe one authority: shows the ticket last given.

    OpenSSL lets threads share a context nobody changes; urllib3 loads everything again for each connection. So each
    thing is loaded once, and files that were replaced need a context of their own (:class:`SharedTickets`).

    Host names are left to urllib3, which compares them on connections with and without a ticket. Dates of certificates
    are not compared with the clock of a station, which may have lost its battery (ADR 20).
    """

    ticket: ssl.SSLSession | None
    _asked: "weakref.WeakSet[ssl.SSLSocket]"
    _good_until: float
    _loading: threading.Lock
    _loaded: set[str]
    sslsocket_class = _Socket

    def __new__(cls) -> "TicketContext":
        made = super().__new__(cls, ssl.PROTOCOL_TLS_CLIENT)
        made.ticket = None
        made._asked = weakref.WeakSet()
        made._good_until = 0.0
        made._loading = threading.Lock()
        made._loaded = set()
        made.check_hostname = False
        # Offering nothing older makes the first message of a connection half as long.
        made.minimum_version = ssl.TLSVersion.TLSv1_3
        made.options &= ~_PADDED_HELLO
        made.verify_flags |= _NO_CHECK_TIME
        return made

    def load_verify_locations(self, *arguments: Any, **more: Any) -> None:
        self._once("authority", lambda: super(TicketContext, self).load_verify_locations(*arguments, **more))

    def load_cert_chain(self, *arguments: Any, **more: Any) -> None:
        self._once("certificate", lambda: super(TicketContext, self).load_cert_chain(*arguments, **more))

    def set_alpn_protocols(self, *arguments: Any) -> None:
        self._once("protocols", lambda: super(TicketContext, self).set_alpn_protocols(*arguments))

    def _once(self, what: str, load: Callable[[], None]) -> None:
        with self._loading:
            if what not in self._loaded:
                load()
                self._loaded.add(what)

    def wrap_socket(self, sock: socket.socket, *arguments: Any, **more: Any) -> ssl.SSLSocket:
        return super().wrap_socket(sock, *arguments, **{**more, "session": self.ticket})

    def keep_ticket(self, connection: socket.socket | None) -> None:
        """After an answer: tickets come before it.

        CPython 3.11 copies the session each time it is asked for one and loses the copy, six kilobytes (``_ssl.c``,
        ``PySSL_get_session``). So each connection is asked once, and not at all while the ticket it was made with is
        good: a server without early data takes one as often as it comes.
        """
        if not isinstance(connection, ssl.SSLSocket) or connection in self._asked:
            return
        if self.ticket is not None and connection.session_reused and time.monotonic() < self._good_until:
            return
        self._asked.add(connection)
        session = connection.session
        if session is not None and session.has_ticket:
            self.ticket, self._good_until = session, time.monotonic() + _GOOD_SECONDS


Identity: TypeAlias = tuple[int, int]
"""Inodes of the authority's certificate and of one's own: others when a file was replaced."""


class SharedTickets:
    """One context for the files of now."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._identity: Identity = (0, 0)
        self._context: TicketContext | None = None

    def of(self, identity: Identity) -> TicketContext:
        with self._turn:
            if self._context is None or identity != self._identity:
                self._identity, self._context = identity, TicketContext()
            return self._context
