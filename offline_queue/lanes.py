"""Upload lanes: threads that take files from one board, each with its own connection."""

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from domain.clock import Clock
from domain.contract.submission import UploadState
from offline_queue.lane import Heard, Lane
from offline_queue.lane_width import LaneWidth
from offline_queue.upload_board import Board, Job
from offline_queue.uploads import Progress, Stopped, Uploader, UploadResult, Whole

_PATIENCE_SECONDS = 1.0
"""How long the end of the program may wait for a lane."""


@dataclass(frozen=True, slots=True)
class _HandedOver:
    digest: str


class Lanes:
    """Uploads several files at once, each lane with its own connection.

    A line that breaks under a lane costs that lane its connection and nothing else: what it was sending goes on by
    the next free lane.
    """

    def __init__(self, uploaders: Sequence[Uploader], stop: threading.Event, clock: Clock) -> None:
        self.one_is_free: Callable[[], bool] = lambda: False
        """Whether a question finds a connection that stands: one made for it would come after the last answer."""
        self._stop = stop
        self._clock = clock
        self._board = Board()
        self._turn = threading.Condition()
        self._width = LaneWidth()
        self._heard = Heard()
        self._busy = 0
        self._asked_to_warm = 0
        self._to_warm = 0
        self._is_closed = False
        for number, uploader in enumerate(uploaders):
            # Daemons: at the end of the process nothing waits for a piece on a dead line; a cut piece is resumed.
            threading.Thread(target=self._work, args=(number, uploader), name=f"upload-{number}", daemon=True).start()

    def close(self) -> None:
        """Each lane ends as soon as it has nothing to send; not waited for."""
        with self._turn:
            self._is_closed = True
            self._turn.notify_all()

    def warm(self, pages: int) -> None:
        """Lanes without work make connections: so many pages will go soon."""
        with self._turn:
            self._asked_to_warm += 1
            self._to_warm = self._width.worth_warming(pages)
            self._turn.notify_all()

    def note(self, size: int, seconds: float) -> None:
        """A lane carried ``size`` bytes: more or fewer lanes may be worth it now."""
        with self._turn:
            self._width.note(size, seconds, self._busy)
            self._turn.notify_all()

    def send_all(
        self,
        uploads: Sequence[UploadState],
        progress: Progress,
        rank: Callable[[str], int] = lambda _digest: 0,
        settled: Callable[[], bool] = lambda: False,
    ) -> Sequence[UploadResult]:
        """In the order they end. Lower ``rank`` goes before what others send, also between two pieces of theirs.
        Raises what a lane raised, after all have ended. When the program is told to stop it does not wait for lanes
        that hang on a dead line.

        ``settled`` is asked when the last byte of all has left this program and its answer is on its way, as soon as
        a connection is free (:attr:`one_is_free`), and again when that byte had to be sent again: whether the platform
        has them all, so that nobody needs to hear it of each.
        """
        answers: queue.Queue[UploadResult | BaseException | _HandedOver] = queue.Queue()
        with self._turn:
            for upload in uploads:
                handed_over = partial(answers.put, _HandedOver(upload.digest))
                self._board.put(Job(upload, progress, answers.put, rank(upload.digest), handed_over))
            self._turn.notify_all()
        ended: list[UploadResult | BaseException] = []
        under_way = {upload.digest for upload in uploads}
        is_to_be_asked = False
        while len(ended) < len(uploads):
            try:
                told = answers.get(timeout=_PATIENCE_SECONDS)
            except queue.Empty:
                if self._stop.is_set():
                    return [Stopped()]
                continue
            if isinstance(told, _HandedOver):
                under_way.discard(told.digest)
                is_to_be_asked = not under_way
            else:
                ended.append(told)
            if is_to_be_asked and len(ended) < len(uploads) and self.one_is_free():
                is_to_be_asked = False
                if settled():
                    return [Whole()] * len(uploads)
        for result in ended:
            if isinstance(result, BaseException):
                raise result
        return [result for result in ended if not isinstance(result, BaseException)]

    def _work(self, number: int, uploader: Uploader) -> None:
        lane = Lane(uploader, self._clock, self._heard, self._gives_way)
        warmed = 0
        while not self._is_closed:
            with self._turn:
                self._turn.wait_for(
                    lambda: self._is_closed or self._is_wanted(number) or warmed != self._asked_to_warm  # noqa: B023
                )
                is_asked, warmed = warmed != self._asked_to_warm, self._asked_to_warm
                # Not the first lane: a piece goes at once on the connection of the ping or the manifest.
                should_warm = is_asked and 0 < number <= self._to_warm
                jobs = self._board.take(uploader.appetite) if self._is_wanted(number) else []
                self._busy += bool(jobs)
            if jobs:
                self._carry(lane, jobs)
            elif should_warm:
                lane.warm()

    def _gives_way(self, job: Job) -> bool:
        with self._turn:
            return self._board.has_before(job.rank)

    def _is_wanted(self, number: int) -> bool:
        return bool(self._board) and number < self._width.lanes

    def _carry(self, lane: Lane, jobs: list[Job]) -> None:
        left = lane.carry(jobs)
        with self._turn:
            self._busy -= 1
            self._board.give_back(left)
            if lane.broke:
                self._width.broke()
            # All: one of those that are too many now would keep the word to itself.
            self._turn.notify_all()
        if not lane.broke or self._stop.wait(lane.pause):
            return
        with self._turn:
            only_others_send = self._busy > 0 and not self._board
        if only_others_send:
            lane.warm_again()
