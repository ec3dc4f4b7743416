"""Is the platform there? Only its own signed answer says so."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from domain.clock import Clock
from domain.contract.enrolment import VerificationKey
from domain.contract.submission import PingReply
from domain.failures import FailureCode
from offline_queue.http_transport import Request, Transport
from offline_queue.outcome import expect, read_reply, reply_invalid
from offline_queue.signatures import SignatureInvalid, signed_claims

PATIENCE_SECONDS = 10.0
"""Silence after which a ping counts as lost."""
IDLE_SECONDS = 10.0
"""Between pings while nothing waits."""
METERED_IDLE_SECONDS = 300.0
"""The same where the line costs by the byte. A department's word comes so much later; a hand-in still asks at once."""


@dataclass(frozen=True, slots=True)
class Pong:
    """The platform signed a fresh number and its time."""

    milliseconds: float
    """From asking to the answer."""
    clock_ahead: float
    """Seconds this station's clock is ahead of the platform's; right to half of the above."""


def ping(transport: Transport, keys: Sequence[VerificationKey], clock: Clock) -> Pong:
    """Raises ``Failure`` (N…, E…)."""
    nonce = secrets.token_hex(16)
    started = clock.monotonic()
    answer = expect(transport.ask(Request("GET", f"/v1/ping?nonce={nonce}", patience=PATIENCE_SECONDS)))
    elapsed, wall = clock.monotonic() - started, clock.now()
    try:
        claims = signed_claims(read_reply(answer, PingReply).token, keys)
    except SignatureInvalid as error:
        raise reply_invalid("ping") from error
    if claims.get("nonce") != nonce:
        raise reply_invalid("ping of another time")
    return Pong(elapsed * 1000, (wall - _moment(claims.get("time"))).total_seconds() - elapsed / 2)


def _moment(said: object) -> datetime:
    try:
        return datetime.fromisoformat(str(said)).astimezone(UTC)
    except ValueError as error:
        raise reply_invalid("ping without a time") from error


@dataclass(frozen=True, slots=True)
class Connectivity:
    """What is known of the line. ``next_at`` and ``now``: monotonic seconds."""

    connected: bool | None = None
    last_contact: datetime | None = None
    latency_ms: int | None = None
    failures: int = 0
    next_at: float = 0.0
    cause: FailureCode | None = None
    """Why there is none, if there is none."""

    def reached(self, wall: datetime, latency_ms: float, next_at: float) -> "Connectivity":
        return Connectivity(True, wall, round(latency_ms), 0, next_at)

    def lost(self, cause: FailureCode, next_at: float) -> "Connectivity":
        failures = self.failures + 1
        return replace(self, connected=False, latency_ms=None, failures=failures, next_at=next_at, cause=cause)

    def asked_at(self, now: float) -> "Connectivity":
        """Ask at once: there is new work or a sign of the line's return."""
        return replace(self, next_at=min(self.next_at, now))
