"""Which upload a free lane takes next. Pure; its owner locks it."""

from bisect import insort_left, insort_right
from collections.abc import Callable
from dataclasses import dataclass, replace

from domain.contract.submission import UploadState
from offline_queue.uploads import Progress, UploadResult, fits_packet

Answer = Callable[[UploadResult | BaseException], None]


@dataclass(frozen=True, slots=True)
class Job:
    upload: UploadState
    progress: Progress
    answer: Answer
    rank: int = 0
    """Lower goes first."""
    handed_over: Callable[[], None] = lambda: None
    """Told when its last byte has left this program."""
    is_broken_off: bool = False
    """A line broke under it: the platform has to be asked where it stands."""

    def at(self, offset: int) -> "Job":
        return replace(self, upload=self.upload.model_copy(update={"offset": offset}))

    def broken_off(self) -> "Job":
        return replace(self, is_broken_off=True)


class Board:
    def __init__(self) -> None:
        self._jobs: list[Job] = []
        """By rank, then as they came."""

    def __bool__(self) -> bool:
        return bool(self._jobs)

    def put(self, job: Job) -> None:
        insort_right(self._jobs, job, key=_rank)

    def give_back(self, jobs: list[Job]) -> None:
        """What a lane could not finish goes first of its rank, in its order, by whichever lane is free."""
        for job in reversed(jobs):
            insort_left(self._jobs, job, key=_rank)

    def has_before(self, rank: int) -> bool:
        return bool(self._jobs) and self._jobs[0].rank < rank

    def take(self, appetite: int) -> list[Job]:
        """The next, and small ones behind it that fit into the same request of ``appetite`` bytes. Not empty."""
        jobs = [self._jobs.pop(0)]
        room = appetite - jobs[0].upload.size
        while self._jobs and _together(jobs[0], self._jobs[0]) and self._jobs[0].upload.size <= room:
            jobs.append(self._jobs.pop(0))
            room -= jobs[-1].upload.size
        return jobs


def _rank(job: Job) -> int:
    return job.rank


def _together(first: Job, second: Job) -> bool:
    return all(not job.is_broken_off and fits_packet(job.upload) for job in (first, second))
