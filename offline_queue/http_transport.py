"""The one place that speaks HTTP: mutual TLS to the platform of the enrolment and to nobody else."""

import contextlib
import ssl
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from domain.failures import Failure, FailureCode
from offline_queue.line_session import CONNECT_SECONDS, Records, line_session
from offline_queue.outcome import Answer, reply_invalid
from offline_queue.station import Station
from offline_queue.tls_tickets import Identity, SharedTickets, TicketContext

if TYPE_CHECKING:
    # Takes a tenth of a second to load: whoever only looks into the queue does without.
    import requests

_LARGEST_REPLY = 128 << 20
_PIECE = 1 << 16
_SLOW_RECORD = 4 << 10
_FAST_RECORD = 16 << 10
_FAST_BYTES_PER_S = 2e6
_LARGE = 64 << 10
"""Smaller bodies tell nothing of the line's speed."""
_NOT_IDENTIFIED = 401


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
    handed_over: Callable[[], None] = field(default=lambda: None, repr=False)
    """Told when the kernel has the whole body, while the answer is waited for."""


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

    def warm_again(self) -> None:
        """Lets the next question find one. Raises :class:`LineFailed`."""
        ...


class Transport:
    """One keep-alive connection. Not shared between threads.

    No proxies, passwords or certificates from the environment; redirects are answers, never followed.
    """

    def __init__(self, url: str, trust: Trust, timeout: float, tickets: SharedTickets | None = None) -> None:
        """``tickets``: of all transports that show the same certificate."""
        self._url = url.rstrip("/")
        self._timeout = timeout
        self._trust = trust
        self._shared = tickets or SharedTickets()
        self._begin()
        self._record = _SLOW_RECORD
        self.heard: Callable[[Answer], None] = lambda _answer: None
        """Told of every answer."""

    @classmethod
    def for_station(
        cls, station: Station, url: str, timeout: float, tickets: SharedTickets | None = None
    ) -> "Transport":
        """``timeout``: seconds without a byte before the line counts as broken."""
        certificate = (str(station.device_certificate), str(station.device_key))
        return cls(url, Trust(str(station.authority_certificate), certificate), timeout, tickets)

    def _begin(self) -> None:
        self._shown = self._identity()
        self._tickets = self._shared.of(self._shown)
        self._session = line_session(self._timeout, self._tickets)
        self._session.verify = self._trust.authority
        self._session.cert = self._trust.certificate

    def ask(self, request: Request) -> Answer:
        """Raises :class:`LineFailed` (PLATFORM_UNREACHABLE, PLATFORM_TLS); any status is an answer."""
        started = time.monotonic()
        answer = self._ask_as_known(request)
        self.heard(answer)
        if request.body and len(request.body) >= _LARGE:
            is_fast = len(request.body) > _FAST_BYTES_PER_S * (time.monotonic() - started)
            self._record = _FAST_RECORD if is_fast else _SLOW_RECORD
        return answer

    def _ask_as_known(self, request: Request) -> Answer:
        """Once more where what was refused, or refused the other side, are files that have been replaced since: the
        station was renewed, or enrolled anew."""
        try:
            answer = self._ask(request)
        except NotThePlatform:
            if self._identity() == self._shown:
                raise
        else:
            if answer.status != _NOT_IDENTIFIED or self._identity() == self._shown:
                return answer
        self._session.close()
        self._begin()
        return self._ask(request)

    def _identity(self) -> Identity:
        """Another one after a file was replaced."""
        certificate = self._trust.certificate
        return (_number(self._trust.authority), _number(certificate[0]) if certificate else 0)

    def _ask(self, request: Request) -> Answer:
        patience = min(request.patience or self._timeout, self._timeout)
        with (
            _line_faults(),
            self._session.request(
                request.method,
                self._url + request.path,
                data=Records(request.body, self._record, request.handed_over) if request.body else request.body,
                headers=dict(request.headers),
                timeout=(min(CONNECT_SECONDS, patience), patience),
                allow_redirects=False,
                stream=True,
            ) as response,
        ):
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, headers, _read(response))

    def connect(self) -> None:
        """Ready for a question, TLS and all, without a round trip for asking one. Raises :class:`LineFailed`."""
        try:
            with _line_faults():
                self._pool().connect()
        except LineFailed:
            # Half made it would be taken for a connection that stands.
            self._session.close()
            raise

    def stands(self) -> bool:
        """The next question needs no new connection, as far as this side knows."""
        return bool(self._pool().stands())

    def _pool(self) -> Any:
        adapter: Any = self._session.get_adapter(self._url)
        return adapter.pool_of(self._url, self._session.verify, self._session.cert)

    def close(self) -> None:
        self._session.close()


def _number(path: str) -> int:
    try:
        return Path(path).stat().st_ino
    except OSError:
        return 0


def fetch_unverified(url: str, path: str, timeout: float) -> bytes:
    """For the platform's CA certificate before enrolment, whose digest the caller knows and checks."""
    import urllib3.exceptions

    with _line_faults(), line_session(timeout, TicketContext()) as session, warnings.catch_warnings():
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
