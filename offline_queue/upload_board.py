"""Which upload a free lane takes next. Pure; its owner locks it."""

from collections import deque
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
    is_broken_off: bool = False
    """A line broke under it: the platform has to be asked where it stands."""

    def at(self, offset: int) -> "Job":
        return replace(self, upload=self.upload.model_copy(update={"offset": offset}))


class Board:
    def __init__(self) -> None:
        self._jobs: deque[Job] = deque()

    def __bool__(self) -> bool:
        return bool(self._jobs)

    def put(self, job: Job) -> None:
        self._jobs.append(job)

    def give_back(self, jobs: list[Job]) -> None:
        """What a lane could not finish goes first, in its order, by whichever lane is free."""
        self._jobs.extendleft(replace(job, is_broken_off=True) for job in reversed(jobs))

    def take(self, appetite: int) -> list[Job]:
        """The next, and small ones behind it that fit into the same request of ``appetite`` bytes. Not empty."""
        jobs = [self._jobs.popleft()]
        room = appetite - jobs[0].upload.size
        while self._jobs and _together(jobs[0], self._jobs[0]) and self._jobs[0].upload.size <= room:
            jobs.append(self._jobs.popleft())
            room -= jobs[-1].upload.size
        return jobs


def _together(first: Job, second: Job) -> bool:
    return all(not job.is_broken_off and fits_packet(job.upload) for job in (first, second))
