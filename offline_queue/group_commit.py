"""Callers that ask at the same time share one transaction: one of them leads, all of them wait for its commit.

There is no thread of its own to stop or to lose: the first caller leads at once; who comes while it commits forms the
next group, led by the first of them. Where the last transaction had several callers, and only there, its successor
waits a part of what that one took for as many: they come again as soon as they are told, and would otherwise find a
commit under way and wait for two.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")
_PATIENCE = 0.5
"""Of the time the last commit took."""
_LONGEST_SECONDS = 0.005


class Job(Generic[T]):
    """One caller's share."""

    def __init__(self, work: Callable[[T], None]) -> None:
        self.work = work
        self.error: BaseException | None = None
        self.ended = False
        self.after: Job[T] | None = None
        """Who is told next."""
        self._gate = threading.Lock()
        self._gate.acquire()

    def wait(self) -> None:
        """Until :meth:`wake`."""
        # A bare lock: an Event hands a second one over at each waking, which with many callers is most of the work.
        self._gate.acquire()

    def wake(self) -> None:
        """Once."""
        self._gate.release()

    def pass_on(self) -> None:
        """One wakes one: all at once would queue for the interpreter, each to be put to sleep again."""
        if self.after is not None:
            self.after.wake()


class GroupCommit(Generic[T]):
    def __init__(
        self,
        commit: Callable[[Iterator[Job[T]]], None],
        patience: float = _PATIENCE,
        longest_seconds: float = _LONGEST_SECONDS,
    ) -> None:
        """``commit``: runs the works it is given in one transaction and returns when that is durable. It sets the
        error of a job that fails alone and raises what fails for all. ``patience``: the part of a commit's time for
        which the next waits for company, at most ``longest_seconds``."""
        self._commit = commit
        self._share = patience
        self._longest = longest_seconds
        self._mutex = threading.Lock()
        self._waiting: deque[Job[T]] = deque()
        self._led = False
        self._expected = 1
        """Callers of the last group, and who came meanwhile."""
        self._patience = 0.0
        self._gathering: threading.Lock | None = None
        """Held while a leader waits for them."""

    def run(self, work: Callable[[T], None]) -> None:
        """Durable on return. Raises what ``work`` raises, or what the commit of its group raised."""
        job = Job(work)
        with self._mutex:
            self._waiting.append(job)
            leads, self._led = not self._led, True
            if self._gathering is not None and len(self._waiting) >= self._expected:
                self._gathering.release()
                self._gathering = None
        if not leads:
            job.wait()
        if job.ended:
            job.pass_on()
        else:
            self._lead()
        if job.error is not None:
            raise job.error

    def _gather(self) -> None:
        with self._mutex:
            if len(self._waiting) >= self._expected:
                return
            gate = self._gathering = threading.Lock()
            gate.acquire()
        gate.acquire(timeout=self._patience)
        with self._mutex:
            self._gathering = None

    def _lead(self) -> None:
        self._gather()
        group: list[Job[T]] = []
        began = time.perf_counter()
        try:
            self._commit(self._joining(group))
        except BaseException as error:  # noqa: BLE001 - raised again to every caller of the group
            # Also to who waits already: a work may not be committed after its caller was told no.
            group.extend(self._taken())
            for job in group:
                job.error = error
        with self._mutex:
            self._expected = len(group) + len(self._waiting)
            self._patience = min(self._share * (time.perf_counter() - began), self._longest)
            following = self._waiting[0] if self._waiting else None
            self._led = following is not None
        for job, after in pairwise(group):
            job.after = after
        for job in group:
            job.ended = True
        if following is not None:
            following.wake()
        # Its own: who leads has waited longest.
        group[0].pass_on()

    def _joining(self, group: list[Job[T]]) -> Iterator[Job[T]]:
        for job in self._taken():
            group.append(job)
            yield job

    def _taken(self) -> Iterator[Job[T]]:
        """Also those that come meanwhile."""
        while self._waiting:
            yield self._waiting.popleft()
