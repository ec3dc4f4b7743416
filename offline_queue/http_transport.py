"""The one place that speaks HTTP: mutual TLS to the platform of the enrolment and to nobody else."""

import contextlib
import ssl
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import requests
import urllib3.exceptions

from domain.failures import Failure, FailureCode
from offline_queue.outcome import Answer, reply_invalid
from offline_queue.station import Station

_CONNECT_SECONDS = 5.0
_LARGEST_REPLY = 128 << 20
_PIECE = 1 << 16


class LineFailed(Failure):
    """No answer arrived: the line, not the platform. What was asked may or may not have been done."""


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


class Transport:
    """One keep-alive connection. Not shared between threads.

    No proxies, passwords or certificates from the environment; redirects are answers, never followed.
    """

    def __init__(self, url: str, trust: Trust, timeout: float) -> None:
        self._url = url.rstrip("/")
        self._timeout = timeout
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = trust.authority
        self._session.cert = trust.certificate
        self._session.headers["Accept-Encoding"] = "identity"

    @classmethod
    def for_station(cls, station: Station, url: str, timeout: float) -> "Transport":
        """``timeout``: seconds without a byte before the line counts as broken."""
        certificate = (str(station.device_certificate), str(station.device_key))
        return cls(url, Trust(str(station.authority_certificate), certificate), timeout)

    def ask(self, request: Request) -> Answer:
        """Raises :class:`LineFailed` (PLATFORM_UNREACHABLE, PLATFORM_TLS); any status is an answer."""
        with (
            _line_faults(),
            self._session.request(
                request.method,
                self._url + request.path,
                data=request.body,
                headers=dict(request.headers),
                timeout=(min(_CONNECT_SECONDS, self._timeout), self._timeout),
                allow_redirects=False,
                stream=True,
            ) as response,
        ):
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, headers, _read(response))

    def close(self) -> None:
        self._session.close()


class TransportPool:
    """Transports for several threads, each lent to one at a time; the one used last is lent first."""

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
        finally:
            self._idle.append(transport)


def fetch_unverified(url: str, path: str, timeout: float) -> bytes:
    """For the platform's CA certificate before enrolment, whose digest the caller knows and checks."""
    with _line_faults(), requests.Session() as session, warnings.catch_warnings():
        warnings.simplefilter("ignore", urllib3.exceptions.InsecureRequestWarning)
        session.trust_env = False
        answer = session.get(url.rstrip("/") + path, verify=False, timeout=timeout, allow_redirects=False, stream=True)
        return _read(answer)


def _read(response: requests.Response) -> bytes:
    read = bytearray()
    for piece in response.iter_content(_PIECE):
        read += piece
        if len(read) > _LARGEST_REPLY:
            raise reply_invalid("too long")
    return bytes(read)


@contextlib.contextmanager
def _line_faults() -> Iterator[None]:
    """Details name the kind of fault only: messages of the library quote addresses."""
    try:
        yield
    except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        if isinstance(error, requests.exceptions.SSLError) and not _was_cut(error):
            raise LineFailed(FailureCode.PLATFORM_TLS, type(error).__name__) from error
        raise LineFailed(FailureCode.PLATFORM_UNREACHABLE, type(error).__name__) from error


def _was_cut(error: BaseException | None) -> bool:
    """A line that breaks within TLS also comes as an ``SSLError``; only its cause tells."""
    while error is not None:
        if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError | ConnectionError):
            return True
        error = error.__cause__ or error.__context__
    return False
