"""A session of ``requests`` as our lines need it: dead ones found, little held by the kernel, connections made ahead,
nothing sent that tells the platform nothing."""

import socket
import ssl
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from offline_queue.tls_tickets import TicketContext

if TYPE_CHECKING:
    # Takes a tenth of a second to load: whoever only looks into the queue does without.
    import requests

CONNECT_SECONDS = 10.0
_SILENT_MS = 20_000
_UNSENT_BYTES = 16 << 10
_SOCKET_OPTIONS = (
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 10),
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 5),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3),
    # A line that is dead without a word is told by the kernel, also while a long request is being sent.
    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _SILENT_MS),
    # Otherwise the kernel takes megabytes at once: the wait for the answer would begin before they have left.
    (socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, _UNSENT_BYTES),
)


class Records:
    """A body in pieces that become one TLS record each. Of a record that a break cuts the other side can read nothing:
    on a slow line small ones lose less than their headers cost."""

    def __init__(self, body: bytes, size: int, handed_over: Callable[[], None]) -> None:
        self._body = body
        self._size = size
        self._handed_over = handed_over

    def __len__(self) -> int:
        return len(self._body)

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._body), self._size):
            yield self._body[start : start + self._size]
        self._handed_over()


def _connection_type(send_seconds: float, tickets: TicketContext) -> Any:
    """Bears so long a silence while it sends, keeps tickets, and tells one that came from a farewell."""
    from urllib3.connection import HTTPSConnection

    class Connection(HTTPSConnection):
        def request(self, *arguments: Any, **more: Any) -> None:
            # urllib3 sends under the time-out of connecting: on a slow line full buffers take longer to move.
            self.timeout = send_seconds
            super().request(*arguments, **more)

        @property
        def is_connected(self) -> bool:
            # urllib3 takes whatever can be read for a farewell, also the ticket that follows a handshake.
            return self.sock is not None and _is_silent(self.sock)

        def getresponse(self) -> Any:
            answer = super().getresponse()
            tickets.keep_ticket(self.sock)
            return answer

    return Connection


def line_session(send_seconds: float, tickets: TicketContext) -> "requests.Session":
    """Its connections have our options, and bear so long a silence while they are made ahead and while they send."""
    import requests
    from requests.adapters import HTTPAdapter
    from requests.structures import CaseInsensitiveDict
    from urllib3.connectionpool import HTTPSConnectionPool
    from urllib3.util import SKIP_HEADER

    class Pool(HTTPSConnectionPool):
        ConnectionCls = _connection_type(send_seconds, tickets)

        def connect(self) -> None:
            connection = self._get_conn()
            try:
                if connection.is_closed:
                    connection.timeout = min(CONNECT_SECONDS, send_seconds)
                    connection.connect()
            finally:
                self._put_conn(connection)

        def stands(self) -> bool:
            connection = self._get_conn()
            try:
                return not connection.is_closed
            finally:
                self._put_conn(connection)

    class Adapter(HTTPAdapter):
        def pool_of(self, url: str, verify: str, certificate: tuple[str, str] | None) -> Any:
            prepared = requests.Request("GET", url).prepare()
            pool: Any = self.get_connection_with_tls_context(prepared, verify, cert=certificate)
            self.cert_verify(pool, url, verify, certificate)  # type: ignore[no-untyped-call]
            return pool

        def init_poolmanager(self, *arguments: Any, **more: Any) -> None:
            super().init_poolmanager(*arguments, socket_options=_SOCKET_OPTIONS, ssl_context=tickets, **more)
            self.poolmanager.pool_classes_by_scheme = {"https": Pool}

    class Session(requests.Session):
        def get_redirect_target(self, _answer: requests.Response) -> str | None:
            # The library looks where a redirect leads, also when nobody follows, and stumbles over "http://[".
            return None

    session = Session()
    session.trust_env = False
    # A hundred bytes of every request that tell the platform nothing.
    session.headers = CaseInsensitiveDict({"User-Agent": SKIP_HEADER, "Accept-Encoding": SKIP_HEADER})
    session.mount("https://", Adapter())
    return session


def _is_silent(line: socket.socket) -> bool:
    """It stands, and nothing but what TLS says by itself has come: reading takes that in."""
    patience = line.gettimeout()
    line.settimeout(0.0)
    try:
        line.recv(1)
    except (BlockingIOError, ssl.SSLWantReadError):
        return True
    except OSError:
        return False
    finally:
        line.settimeout(patience)
    return False
