"""The one place that speaks HTTP: mutual TLS to the platform of the enrolment and to nobody else."""

import contextlib
import socket
import ssl
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from domain.failures import Failure, FailureCode
from offline_queue.outcome import Answer, reply_invalid
from offline_queue.station import Station
from offline_queue.tls_tickets import TicketContext

if TYPE_CHECKING:
    # Takes a tenth of a second to load: whoever only looks into the queue does without.
    import requests

_CONNECT_SECONDS = 10.0
_LARGEST_REPLY = 128 << 20
_PIECE = 1 << 16
_SLOW_RECORD = 4 << 10
_FAST_RECORD = 16 << 10
_FAST_BYTES_PER_S = 2e6
_LARGE = 64 << 10
"""Smaller bodies tell nothing of the line's speed."""
_NOT_IDENTIFIED = 401
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


class LineFailed(Failure):
    """No answer arrived: the line, not the platform. What was asked may or may not have been done."""


class NotThePlatform(LineFailed):
    """Somebody answered and did not prove to be the platform, or did not take this station's certificate."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Paths of PEM files."""

    authority: str
    certificate: tuple[str, str] | None
    """Certificate and key."""


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    """Under the platform's base address."""
    body: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    patience: float = 0.0
    """Seconds without a byte before the line counts as broken, at most the transport's own; 0: those."""


class Asked(Protocol):
    """Whom to ask."""

    def ask(self, request: Request) -> Answer:
        """Raises :class:`LineFailed` (PLATFORM_UNREACHABLE, PLATFORM_TLS); any status is an answer."""
        ...


class AskedByMany(Asked, Protocol):
    """Over several connections."""

    def warm(self) -> None:
        """Makes a connection ahead of a question. Raises :class:`LineFailed`."""
        ...


class Records:
    """A body in pieces that become one TLS record each. Of a record that a break cuts the other side can read nothing:
    on a slow line small ones lose less than their headers cost."""

    def __init__(self, body: bytes, size: int) -> None:
        self._body = body
        self._size = size

    def __len__(self) -> int:
        return len(self._body)

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._body), self._size):
            yield self._body[start : start + self._size]


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


def _session(send_seconds: float, tickets: TicketContext) -> "requests.Session":
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
                    connection.timeout = min(_CONNECT_SECONDS, send_seconds)
                    connection.connect()
            finally:
                self._put_conn(connection)

    class Adapter(HTTPAdapter):
        def connect(self, url: str, verify: str, certificate: tuple[str, str] | None) -> None:
            prepared = requests.Request("GET", url).prepare()
            pool: Any = self.get_connection_with_tls_context(prepared, verify, cert=certificate)
            self.cert_verify(pool, url, verify, certificate)  # type: ignore[no-untyped-call]
            pool.connect()

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


class Transport:
    """One keep-alive connection. Not shared between threads.

    No proxies, passwords or certificates from the environment; redirects are answers, never followed.
    """

    def __init__(self, url: str, trust: Trust, timeout: float) -> None:
        self._url = url.rstrip("/")
        self._timeout = timeout
        self._tickets = TicketContext()
        self._session = _session(timeout, self._tickets)
        self._session.verify = trust.authority
        self._session.cert = trust.certificate
        self._certificate = trust.certificate[0] if trust.certificate else None
        self._shown = self._identity()
        self._record = _SLOW_RECORD
        self.heard: Callable[[Answer], None] = lambda _answer: None
        """Told of every answer."""

    @classmethod
    def for_station(cls, station: Station, url: str, timeout: float) -> "Transport":
        """``timeout``: seconds without a byte before the line counts as broken."""
        certificate = (str(station.device_certificate), str(station.device_key))
        return cls(url, Trust(str(station.authority_certificate), certificate), timeout)

    def ask(self, request: Request) -> Answer:
        """Raises :class:`LineFailed` (PLATFORM_UNREACHABLE, PLATFORM_TLS); any status is an answer."""
        started = time.monotonic()
        answer = self._ask(request)
        if answer.status == _NOT_IDENTIFIED and self._identity() != self._shown:
            # The key was renewed since: what was refused is the connection that still shows the former certificate.
            self._session.close()
            self._tickets.ticket = None
            self._shown = self._identity()
            answer = self._ask(request)
        self.heard(answer)
        if request.body and len(request.body) >= _LARGE:
            is_fast = len(request.body) > _FAST_BYTES_PER_S * (time.monotonic() - started)
            self._record = _FAST_RECORD if is_fast else _SLOW_RECORD
        return answer

    def _identity(self) -> int:
        """Another number after the certificate's file was replaced."""
        try:
            return 0 if self._certificate is None else Path(self._certificate).stat().st_ino
        except OSError:
            return 0

    def _ask(self, request: Request) -> Answer:
        patience = min(request.patience or self._timeout, self._timeout)
        with (
            _line_faults(),
            self._session.request(
                request.method,
                self._url + request.path,
                data=Records(request.body, self._record) if request.body else request.body,
                headers=dict(request.headers),
                timeout=(min(_CONNECT_SECONDS, patience), patience),
                allow_redirects=False,
                stream=True,
            ) as response,
        ):
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, headers, _read(response))

    def connect(self) -> None:
        """Ready for a question, TLS and all, without a round trip for asking one. Raises :class:`LineFailed`."""
        adapter: Any = self._session.get_adapter(self._url)
        try:
            with _line_faults():
                adapter.connect(self._url, self._session.verify, self._session.cert)
        except LineFailed:
            # Half made it would be taken for a connection that stands.
            self._session.close()
            raise

    def close(self) -> None:
        self._session.close()


class TransportPool:
    """Transports for several threads, each lent to one at a time; the one used last is lent first, so that as many
    connections are warm as were used at once, and those that broke last."""

    def __init__(self, make: Callable[[], Transport]) -> None:
        self._make = make
        self._idle: deque[Transport] = deque()

    @contextlib.contextmanager
    def one(self) -> Iterator[Transport]:
        try:
            transport = self._idle.pop()
        except IndexError:
            transport = self._make()
        try:
            yield transport
        except BaseException:
            self._idle.appendleft(transport)
            raise
        self._idle.append(transport)

    def ask(self, request: Request) -> Answer:
        """On whichever is free: rather one that was used just now than one of one's own that has gone cold."""
        with self.one() as transport:
            return transport.ask(request)

    def warm(self) -> None:
        """Makes one more connection beside the one that is lent next: who is about to ask keeps that. Nothing to do
        where more than one is free."""
        if len(self._idle) < 2:
            transport = self._make()
            try:
                transport.connect()
            finally:
                self._idle.appendleft(transport)


def fetch_unverified(url: str, path: str, timeout: float) -> bytes:
    """For the platform's CA certificate before enrolment, whose digest the caller knows and checks."""
    import urllib3.exceptions

    with _line_faults(), _session(timeout, TicketContext()) as session, warnings.catch_warnings():
        warnings.simplefilter("ignore", urllib3.exceptions.InsecureRequestWarning)
        answer = session.get(url.rstrip("/") + path, verify=False, timeout=timeout, allow_redirects=False, stream=True)
        return _read(answer)


def _read(response: "requests.Response") -> bytes:
    read = bytearray()
    for piece in response.iter_content(_PIECE):
        read += piece
        if len(read) > _LARGEST_REPLY:
            raise reply_invalid("too long")
    return bytes(read)


@contextlib.contextmanager
def _line_faults() -> Iterator[None]:
    """Details name the kind of fault only: messages of the library quote addresses."""
    import requests
    import urllib3.exceptions

    try:
        yield
    except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        if isinstance(error, requests.exceptions.SSLError) and not _was_cut(error):
            raise NotThePlatform(FailureCode.PLATFORM_TLS, type(error).__name__) from error
        raise LineFailed(FailureCode.PLATFORM_UNREACHABLE, type(error).__name__) from error


def _was_cut(error: BaseException | None) -> bool:
    """A line that breaks within TLS also comes as an ``SSLError``; only its cause tells."""
    while error is not None:
        if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError | ConnectionError):
            return True
        error = error.__cause__ or error.__context__
    return False
