"""Strikes a task at every call that changes the disk, one call a run: SIGKILL, errors of the disk, short writes."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from tests.durability.call_warden import ERRORS, KILL, SHORT, Strike
from tests.durability.station_checks import Fault
from tests.durability.tally import Tally

KINDS = (*ERRORS, SHORT)
"""Errors of the disk. One of a sync is the EIO (or another) that strikes an fsync."""
_LASTING = {"EIO": 1, "ENOSPC": 3, "EROFS": 5, SHORT: 3, KILL: 1}
"""Calls in a row that fail."""


class Subject(Protocol):
    """Something that can be struck; every run begins from the same state."""

    def calls(self) -> Sequence[str]:
        """Names of the calls of a run nobody strikes, in order."""
        ...

    def strike(self, strike: Strike) -> list[Fault]:
        """What is wrong afterwards."""
        ...


def strikes(calls: Sequence[str], kinds: Sequence[str], every: int = 1) -> Iterator[Strike]:
    """``every``: only each so-manieth call, begun one later for each kind."""
    for number, kind in enumerate(kinds):
        for at in range(1 + number % every, len(calls) + 1, every):
            if kind != SHORT or calls[at - 1] in ("write", "pwrite64"):
                yield Strike(kind, at, _LASTING[kind])


def strike_all(subject: Subject, kinds: Sequence[str], every: int = 1) -> Tally:
    tally = Tally()
    for strike in strikes(subject.calls(), kinds, every):
        what = "kills" if strike.kind == KILL else "disk_faults"
        tally.count(what, subject.strike(strike), f"{type(subject).__name__} {strike}")
    return tally
