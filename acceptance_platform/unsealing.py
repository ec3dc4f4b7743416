"""Opening what devices sealed to this platform: to its key of now or to one of before.

A suite is how something is sealed. Sealed bytes tell their suite by how they begin, so one case may hold pages of two.
"""

from collections.abc import Sequence
from typing import Protocol

from acceptance_platform.problems import Refused
from domain.failures import FailureCode


class SealedBytesUnreadable(Exception):
    """Of no suite we know, not for us, or damaged."""


class Suite(Protocol):
    name: str
    """As manifests name it."""
    mark: bytes
    """What everything sealed by it begins with."""
    key_ids: frozenset[str]
    """Keys of now and of before that can open."""

    def seal(self, data: bytes) -> bytes:
        """For ourselves: what only this platform needs again."""
        ...

    def open(self, sealed: bytes) -> bytes:
        """Raises :class:`SealedBytesUnreadable`."""
        ...


class Unsealer:
    def __init__(self, suites: Sequence[Suite]) -> None:
        """The first one seals what is for ourselves."""
        self._suites = tuple(suites)
        self.key_ids = frozenset(key_id for suite in suites for key_id in suite.key_ids)

    def require(self, suite: str) -> None:
        """Raises ``Refused(SEALING_SUITE_UNKNOWN)``: kept by the station until this platform has learnt it."""
        if suite not in {known.name for known in self._suites}:
            raise Refused(FailureCode.SEALING_SUITE_UNKNOWN, 422, suite)

    def seal(self, data: bytes) -> bytes:
        return self._suites[0].seal(data)

    def open(self, sealed: bytes) -> bytes:
        """Raises :class:`SealedBytesUnreadable`."""
        suite = next((suite for suite in self._suites if sealed.startswith(suite.mark)), None)
        if suite is None:
            raise SealedBytesUnreadable
        return suite.open(sealed)
