"""Ports for time and identifiers, so that everything above can be stepped in a test."""

import base64
import os
import time
import uuid
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has used one offset without daylight saving since 1991."""


class Clock(Protocol):
    def now(self) -> datetime:
        """Wall clock, aware, UTC. Never used to order anything."""
        ...

    def monotonic(self) -> float:
        """Seconds, those the machine slept counted; only differences mean something."""
        ...


class IdSource(Protocol):
    def new_id(self) -> str:
        """A fresh UUIDv7 in canonical text (RFC 9562 §5.7)."""
        ...

    def new_token(self) -> str:
        """128 random bits as 26 characters of base 32 without padding, upper case."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME)


class SystemIds:
    """Identifiers from the system's random source."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def new_id(self) -> str:
        milliseconds = int(self._clock.now().timestamp() * 1000) & ((1 << 48) - 1)
        random_bits = int.from_bytes(os.urandom(10), "big")
        value = milliseconds << 80 | 0x7 << 76 | (random_bits >> 68) << 64 | 0b10 << 62 | random_bits & ((1 << 62) - 1)
        return str(uuid.UUID(int=value))

    def new_token(self) -> str:
        return base64.b32encode(os.urandom(16)).decode("ascii").rstrip("=")
