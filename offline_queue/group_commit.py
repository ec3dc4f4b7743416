"""Callers that ask at the same time share one transaction: one of them leads, all of them wait for its commit.

Nobody waits for a transaction that is not its own, and there is no thread of its own to stop or to lose: the first
caller leads at once; who comes while it commits forms the next group, led by the first of them.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Job(Generic[T]):
    """One caller's share."""

    def __init__(self, work: Callable[[T], None]) -> None:
        self.work = work
        self.error: BaseException | None = None
        self.ended = False
        self._gate = threading.Lock()
        self._gate.acquire()

    def wait(self) -> None:
        """Until :meth:`wake`."""
        # A bare lock: an Event hands a second one over at each waking, which with many callers is most of the work.
        self._gate.acquire()

    def wake(self) -> None:
        """Once."""
        self._gate.release()


class GroupCommit(Generic[T]):
    def __init__(self, commit: Callable[[Iterator[Job[T]]], None]) -> None:
        """``commit``: runs the works it is given in one transaction and returns when that is durable. It sets the
        error of a job that fails alone and raises what fails for all."""
        self._commit = commit
        self._mutex = threading.Lock()
        self._waiting: deque[Job[T]] = deque()
        self._led = False

    def run(self, work: Callable[[T], None]) -> None:
        """Durable on return. Raises what ``work`` raises, or what the commit of its group raised."""
        job = Job(work)
        with self._mutex:
            self._waiting.append(job)
            leads, self._led = not self._led, True
        if not leads:
            job.wait()
        if not job.ended:
            self._lead()
        if job.error is not None:
            raise job.error

    def _lead(self) -> None:
        group: list[Job[T]] = []
        try:
            self._commit(self._joining(group))
        except BaseException as error:  # noqa: BLE001 - raised again to every caller of the group
            # Also to who waits already: a work may not be committed after its caller was told no.
            group.extend(self._taken())
            for job in group:
                job.error = error
        with self._mutex:
            following = self._waiting[0] if self._waiting else None
            self._led = following is not None
        for job in group:
            job.ended = True
            job.wake()
        if following is not None:
            following.wake()

    def _joining(self, group: list[Job[T]]) -> Iterator[Job[T]]:
        for job in self._taken():
            group.append(job)
            yield job

    def _taken(self) -> Iterator[Job[T]]:
        """Also those that come meanwhile."""
        while self._waiting:
            yield self._waiting.popleft()
