"""One request, one answer: HTTP to one scanner over the standard library."""

import contextlib
import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from devices.document_scanner.scan_failures import Trouble, failure

MAX_PAGE_BYTES = 100_000_000
_PIECE = 8 << 20
"""Most pages are one piece, which is not copied again."""


@dataclass(frozen=True, slots=True)
class Base:
    """Where the scanner is. A ``Location`` never changes the host: devices send useless ones."""

    secure: bool
    host: str
    port: int
    root: str

    @classmethod
    def parse(cls, address: str) -> "Base":
        """``http://host[:port]/eSCL``. Raises ``ValueError``."""
        parts = urlsplit(address if "://" in address else f"http://{address}")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("not the address of an eSCL scanner")
        secure = parts.scheme == "https"
        return cls(secure, parts.hostname, parts.port or (443 if secure else 80), parts.path.rstrip("/") or "/eSCL")

    def host_with_port(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    def path_of(self, location: str) -> str:
        """The path a ``Location`` names, absolute or relative to the root.

        Cut out by hand, because some devices send a host that no URL parser accepts."""
        rest = location.split("://", 1)[-1]
        path = location if rest == location else "/" + rest.partition("/")[2]
        path = path.split("#", 1)[0].rstrip("/")
        return path if path.startswith("/") else f"{self.root}/{path}"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    cut_off: bool = False
    """The line broke, or fell silent, after the header and before the end of the body."""


class EsclLine:
    """A fresh connection for every request: devices close idle ones without a word."""

    def __init__(self, base: Base, timeout: float, trust: ssl.SSLContext | None = None) -> None:
        """``trust``: for ``https``; without it nobody but those the system trusts."""
        self.base = base
        self._timeout = timeout
        self._trust = trust
        self._connection: http.client.HTTPConnection | None = None
        self._interrupted = False

    def interrupt(self) -> None:
        """From any thread: the request under way fails, and every later one but ``DELETE``."""
        self._interrupted = True
        connection = self._connection
        if connection is not None and connection.sock is not None:
            with contextlib.suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    def ask(self, method: str, path: str, *, host: str = "", body: bytes | None = None, wait: float = 0) -> Answer:
        """``path`` below the root, or absolute. ``wait``: seconds of silence allowed, instead of the usual.

        Raises ``DeviceUnreachable`` if there is no answer, ``ReadFailed`` if it is not HTTP."""
        if self._interrupted and method != "DELETE":
            raise failure(Trouble.UNREACHABLE, "interrupted")
        headers = {"Connection": "close", **({"Host": host} if host else {})}
        if body is not None:
            headers["Content-Type"] = "text/xml"
        connection = self._connection = self._fresh(wait or self._timeout)
        try:
            target = path if path.startswith("/") else f"{self.base.root}/{path}"
            connection.request(method, target, body=body, headers=headers)
            response = connection.getresponse()
            content, cut_off = _read(response)
            named = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, named, content, cut_off)
        except (OSError, http.client.RemoteDisconnected) as error:
            raise failure(Trouble.UNREACHABLE, f"{method}: {type(error).__name__}") from None
        except (http.client.HTTPException, ValueError) as error:
            raise failure(Trouble.ANSWER_INVALID, f"{method}: {type(error).__name__}") from None
        finally:
            self._connection = None
            connection.close()

    def _fresh(self, timeout: float) -> http.client.HTTPConnection:
        if self.base.secure:
            return http.client.HTTPSConnection(self.base.host, self.base.port, timeout=timeout, context=self._trust)
        return http.client.HTTPConnection(self.base.host, self.base.port, timeout=timeout)


def _read(response: http.client.HTTPResponse) -> tuple[bytes, bool]:
    pieces: list[bytes] = []
    try:
        while piece := response.read(_PIECE):
            pieces.append(piece)
            if sum(map(len, pieces)) > MAX_PAGE_BYTES:
                raise failure(Trouble.ANSWER_INVALID, f"more than {MAX_PAGE_BYTES} bytes")
    except (OSError, http.client.IncompleteRead):
        return b"".join(pieces), True
    missing = response.length or 0
    return b"".join(pieces), missing > 0
