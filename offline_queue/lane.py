"""One of several connections that upload at once, and how it bears breaks. Has no thread of its own."""

import logging
import random
from collections.abc import Callable, Sequence

from domain.clock import Clock
from domain.failures import Failure
from offline_queue.http_transport import LineFailed
from offline_queue.retry_policy import LANE
from offline_queue.upload_board import Job
from offline_queue.uploads import Progress, Uploader, UploadResult

_log = logging.getLogger(__name__)
PATIENCE_SECONDS = 5.0
"""So long a connection may break again and again while nobody is answered, and"""
MOST_BREAKS = 20
"""so often in a row without one byte of progress, before what it carries counts as failed."""


class Heard:
    """When the platform last answered any lane: while it does, a lane that breaks is not a line that is silent. A
    piece takes longer than the patience of a lane, and another lane may have taken over what broke before."""

    def __init__(self) -> None:
        self.at = float("-inf")


class _GaveWay(Exception):
    """Between two pieces."""


class Lane:
    """One connection: how often in a row it broke, and since when nobody was answered."""

    def __init__(self, uploader: Uploader, clock: Clock, heard: Heard, gives_way: Callable[[Job], bool]) -> None:
        """``gives_way``: whether something else is to go before the next piece of that."""
        self._uploader = uploader
        self._gives_way = gives_way
        self._heard = heard
        self._clock = clock
        self._breaks = 0
        self._silent_since: float | None = None
        self._broke_at = 0.0
        self.broke = False
        """The line, under what it carried last."""
        self.pause = 0.0
        """Seconds before it is of use again."""

    def warm(self) -> None:
        self._connect(self._uploader.warm)

    def warm_again(self) -> None:
        """After a break, while others still send: the next break, or the completion, does not wait for a connection."""
        self._connect(self._uploader.warm_again)

    def _connect(self, connect: Callable[[], None]) -> None:
        try:
            connect()
        except Failure:
            return
        except Exception as error:  # noqa: BLE001 - the top of a worker: a lane without its thread sends nothing
            _log.error("a connection ahead: %s", type(error).__name__)

    def carry(self, jobs: list[Job]) -> list[Job]:
        """Answers what has to go on later, after :attr:`pause` when the line broke."""
        self.broke = False
        if self._clock.monotonic() - self._broke_at > PATIENCE_SECONDS:
            # Idle since: the time in between was nobody's silence.
            self._begin_again()
        by_digest = {job.upload.digest: job for job in jobs}

        def progress(digest: str, offset: int) -> None:
            moved = offset > by_digest[digest].upload.offset
            self._answered(moved=moved)
            if moved:
                job = by_digest[digest] = by_digest[digest].at(offset)
                job.progress(digest, offset)
                if offset < job.upload.size and self._gives_way(job):
                    raise _GaveWay

        try:
            results = self._send(jobs, progress)
        except _GaveWay:
            return list(by_digest.values())
        except LineFailed as failure:
            return self._broken(list(by_digest.values()), failure)
        except BaseException as error:  # noqa: BLE001 - the top of a worker: the caller raises it
            results = [error] * len(jobs)
        self._answered(moved=True)
        for job, result in zip(jobs, results, strict=True):
            job.answer(result)
        return []

    def _send(self, jobs: list[Job], progress: Progress) -> Sequence[UploadResult | BaseException]:
        told = {job.upload.digest: job.handed_over for job in jobs}

        def handed_over(digest: str) -> None:
            told[digest]()

        if jobs[0].is_broken_off:
            return [self._uploader.resume(jobs[0].upload, progress, handed_over)]
        return self._uploader.send_many([job.upload for job in jobs], progress, handed_over)

    def _answered(self, *, moved: bool) -> None:
        self._heard.at = self._clock.monotonic()
        if moved:
            self._begin_again()

    def _begin_again(self) -> None:
        self._silent_since = None
        self._breaks = 0

    def _broken(self, jobs: list[Job], failure: LineFailed) -> list[Job]:
        """Tries again for a while: most breaks are short, and the other lanes go on meanwhile."""
        now = self._clock.monotonic()
        self._breaks += 1
        if self._silent_since is None or self._heard.at > self._silent_since:
            self._silent_since = now
        self._broke_at = now
        if now - self._silent_since > PATIENCE_SECONDS or self._breaks > MOST_BREAKS:
            self._begin_again()
            for job in jobs:
                job.answer(failure)
            return []
        self.broke, self.pause = True, LANE.wait(self._breaks, random.random)
        return [job.broken_off() for job in jobs]
