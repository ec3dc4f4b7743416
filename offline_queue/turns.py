"""Turns of things that travel one after the other: one that fails sinks, and the others go on."""

import logging
import random
from collections.abc import Callable, Mapping
from typing import TypeVar

from domain.clock import Clock
from domain.failures import Failure
from offline_queue.http_transport import LineFailed
from offline_queue.retry_policy import ENTRY, SUNK

T = TypeVar("T")
_NEVER = float("inf")
_log = logging.getLogger(__name__)


class NotNow(Failure):
    """Of one thing: worth another try after ``at_least`` seconds."""

    def __init__(self, failure: Failure, at_least: float = 0.0) -> None:
        super().__init__(failure.code, failure.detail)
        self.at_least = at_least


class Turns:
    """Used by one thread, but for :meth:`line_is_there`. Lives as long as its process: who starts anew tries anew."""

    def __init__(self, what: str, clock: Clock) -> None:
        """``what`` travels, for the log."""
        self._what = what
        self._clock = clock
        self._failures: dict[str, int] = {}
        self._due: dict[str, float] = {}
        self._breaks = 0
        """Of the line, in a row."""
        self._line_due = 0.0

    def line_is_there(self) -> None:
        """What waits for the line need not wait any longer. From any thread."""
        self._line_due = 0.0

    @property
    def next_at(self) -> float:
        """Monotonic seconds of the next turn of what failed; infinite when nothing did."""
        if self._breaks:
            return self._line_due
        return min(self._due.values(), default=_NEVER)

    def waits_for_line(self) -> bool:
        return self._breaks > 0 and self._clock.monotonic() < self._line_due

    def take(self, things: Mapping[str, T], one: Callable[[T], None]) -> None:
        """``one`` with each whose time has come, in their order, after those that failed less often. A ``LineFailed``
        ends it, any other ``Failure`` or ``OSError`` is of the thing alone."""
        for known in (self._failures, self._due):
            for name in known.keys() - things.keys():
                del known[name]
        for name in sorted(things, key=lambda name: self._failures.get(name, 0)):
            if self._due.get(name, 0.0) > self._clock.monotonic():
                continue
            try:
                one(things[name])
            except LineFailed as failure:
                self._break(name, failure)
                return
            except (Failure, OSError) as failure:
                self._sink(name, failure)
            else:
                self._failures.pop(name, None)
                self._due.pop(name, None)
            self._breaks = 0

    def _break(self, name: str, failure: Failure) -> None:
        """The one under way goes last the next time: what breaks the line by itself must not keep it from the rest."""
        self._failures[name] = self._failures.get(name, 0) + 1
        self._breaks += 1
        self._line_due = self._clock.monotonic() + ENTRY.wait(self._breaks, random.random)
        _log.info("%s wait for the line: %s", self._what, failure)

    def _sink(self, name: str, failure: Exception) -> None:
        self._failures[name] = self._failures.get(name, 0) + 1
        at_least = failure.at_least if isinstance(failure, NotNow) else 0.0
        self._due[name] = self._clock.monotonic() + SUNK.wait(self._failures[name], random.random, at_least=at_least)
        words = str(failure) if isinstance(failure, Failure) else type(failure).__name__
        _log.info("one of the %s waits: %s", self._what, words)
