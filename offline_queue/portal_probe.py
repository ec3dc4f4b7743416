"""Names the login page of a network that stands where the platform should.

Such a page cannot prove to be the platform, so it comes as a fault of TLS, like a wrong clock or an intercepting box.
What tells it from those: it answers anybody who asks without TLS, and whatever is asked.
"""

import http.client
from urllib.parse import urlsplit

from domain.clock import Clock
from domain.failures import Failure
from offline_queue.http_transport import NotThePlatform
from offline_queue.outcome import captive_portal, is_web_page

PROBE_SECONDS = 60.0
"""Between two questions; meanwhile the answer of before holds."""
_PATIENCE_SECONDS = 3.0
_PATH = "/v1/ping"
"""The platform's own web server, if there is one at this port, has no page of this name; a portal has every page."""


class PortalProbe:
    """Asks the platform's host without TLS. Nothing of this station is in the question, and no answer is followed."""

    def __init__(self, url: str, clock: Clock, port: int = http.client.HTTP_PORT) -> None:
        self._host = urlsplit(url).hostname or ""
        self._port = port
        self._clock = clock
        self._due = 0.0
        self._found = False

    def name(self, failure: NotThePlatform) -> Failure:
        """The portal if there is one, else ``failure``."""
        if self._clock.monotonic() >= self._due:
            self._due = self._clock.monotonic() + PROBE_SECONDS
            self._found = self._ask()
        return captive_portal("asked without TLS") if self._found else failure

    def _ask(self) -> bool:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=_PATIENCE_SECONDS)
        try:
            connection.request("GET", _PATH)
            answer = connection.getresponse()
            return is_portal(self._host, answer.status, answer.headers.get("Content-Type", ""),
                             answer.headers.get("Location", ""))  # fmt: skip
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def is_portal(host: str, status: int, content_type: str, location: str) -> bool:
    """Pure. A redirect to the same host with TLS is what a web server of the platform itself would say."""
    if 300 <= status < 400:
        return not _is_same_host_with_tls(location, host)
    is_asked_for_login = status == http.HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED
    return is_web_page(status, content_type) and (status < 300 or is_asked_for_login)


def _is_same_host_with_tls(location: str, host: str) -> bool:
    try:
        target = urlsplit(location)
        return (target.scheme, target.hostname) == ("https", host)
    except ValueError:
        # "http://[" is no address.
        return False
