"""What the agent hears of the platform beside deliveries: that it is there, its time, its keys, what is new."""

import logging
from collections.abc import Sequence

from domain.clock import Clock
from domain.contract.enrolment import VerificationKey
from domain.failures import Failure
from offline_queue.catalogue_mirror import refresh
from offline_queue.clock_check import ClockCheck
from offline_queue.connectivity import Pong, ping
from offline_queue.http_transport import NotThePlatform, Transport
from offline_queue.key_mirror import refresh_keys
from offline_queue.portal_probe import PortalProbe
from offline_queue.signatures import SignatureInvalid
from offline_queue.station import Station
from offline_queue.status_mirror import pull_changes
from offline_queue.store import Store
from offline_queue.transport_pool import TransportPool

CATALOGUE_SECONDS = 600.0
"""Between looks for another catalogue or other keys."""
METERED_CATALOGUE_SECONDS = 86_400.0
"""The same where the line costs by the byte: a station that nobody asks still has the new forms a day later."""
_NEWS_LOOK_SECONDS = 0.5
_log = logging.getLogger(__name__)


class PlatformWatch:
    def __init__(
        self, station: Station, store: Store, transports: TransportPool, portal: PortalProbe, clock: Clock
    ) -> None:
        self._station = station
        self._store = store
        self._transports = transports
        self._portal = portal
        self._clock = clock
        self._clock_check = ClockCheck(station.clock_file, clock)
        self._catalogue_due = 0.0
        self._wants_news = False
        self.catalogue_seconds = CATALOGUE_SECONDS
        self.keys: Sequence[VerificationKey] = station.enrolment().verification_keys
        """Whose signatures count, now."""

    def ping(self) -> float:
        """Milliseconds. Raises ``Failure``."""
        try:
            pong = self._asked()
        except NotThePlatform as failure:
            raise self._portal.name(failure) from failure
        try:
            self._clock_check.note(pong.clock_ahead)
        except Failure as failure:
            _log.warning("%s", failure)
        return pong.milliseconds

    def look_around(self) -> None:
        """Asked for here, done by :meth:`news`: over a slow line it takes longer than deliveries should wait."""
        self._wants_news = True

    def news(self) -> float:
        """Seconds until it should be called again. Never raises ``Failure``."""
        if self._wants_news:
            self._wants_news = False
            try:
                self._pull()
            except Failure as failure:
                _log.info("nothing new from the platform: %s", failure)
        return _NEWS_LOOK_SECONDS

    def _asked(self) -> Pong:
        with self._transports.one() as transport:
            try:
                return ping(transport, self.keys, self._clock)
            except Failure as failure:
                # Signed by a key this station has not heard of: the platform may have a new one.
                if not isinstance(failure.__cause__, SignatureInvalid) or not self._renew_keys(transport):
                    raise
            return ping(transport, self.keys, self._clock)

    def _pull(self) -> None:
        with self._transports.one() as transport:
            pull_changes(transport, self._store)
            if self._clock.monotonic() >= self._catalogue_due:
                self._renew_keys(transport)
                refresh(transport, self._station)
                self._catalogue_due = self._clock.monotonic() + self.catalogue_seconds

    def _renew_keys(self, transport: Transport) -> bool:
        """Whether there are others now."""
        renewed = refresh_keys(transport, self._station)
        if renewed:
            self.keys = self._station.enrolment().verification_keys
            _log.info("the platform's keys have changed")
        return renewed
