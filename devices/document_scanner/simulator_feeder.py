"""The paper path of the simulated scanner: what lies in the feeder, what job runs, what goes wrong. No HTTP."""

import uuid
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal

from devices.document_scanner.simulator_habits import STANDARD, Habits
from devices.document_scanner.simulator_pages import Look, Sheet, Side

JobState = Literal["Processing", "Completed", "Canceled", "Aborted"]


class Fault(Enum):
    NONE = "none"
    JAM = "jam"
    DOUBLE_FEED = "double_feed"
    COVER_OPEN = "cover_open"
    PAPER_LEFT = "paper_left"
    BUSY = "busy"
    END_409 = "end_409"
    REFUSE = "refuse"
    DROP_MID_PAGE = "drop_mid_page"
    SLOW = "slow"


_STUCK = {
    Fault.JAM: "ScannerAdfJam",
    Fault.DOUBLE_FEED: "ScannerAdfMultipickDetected",
    Fault.COVER_OPEN: "ScannerAdfDoorOpen",
}


@dataclass(slots=True)
class Job:
    id: str
    look: Look
    duplex: bool
    from_feeder: bool
    state: JobState = "Processing"
    pages: int = 0
    sheets: int = 0
    """That left the feeder."""
    denied: int = 0
    """Answers since the last page that meant: not yet."""
    page_at: float = 0.0
    """When the last page went out, in the seconds of ``time.monotonic``."""


@dataclass(slots=True)
class Feeder:
    sheets: list[Sheet] = field(default_factory=list)
    back_is_next: bool = False
    stuck: str = ""
    """AdfState while a person is needed."""
    fault: Fault = Fault.NONE
    at_page: int = 1
    """Of a job; 0: before the first, when the job is asked for."""
    times: int = 0
    jobs: list[Job] = field(default_factory=list)
    served: list[dict[str, Any]] = field(default_factory=list)
    habits: Habits = STANDARD
    cold: int = 0
    """Looks at the status that still find it warming up."""
    blocked: bool = False
    """By a deleted job, until it is switched on anew."""

    def become(self, habits: Habits) -> None:
        """Another model, just switched on and cold; the paper stays."""
        self.habits, self.cold, self.blocked, self.stuck = habits, habits.warm_up, False, ""

    def warms_up(self) -> bool:
        """Asked once for every look."""
        self.cold, warm = max(0, self.cold - 1), self.cold == 0
        return not warm

    def load(self, sheets: list[Sheet]) -> None:
        self.sheets.extend(sheets)
        self.stuck = ""

    def clear(self) -> None:
        self.sheets.clear()
        self.back_is_next = False
        self.stuck = ""
        self.served.clear()

    def set_fault(self, fault: Fault, at_page: int, times: int) -> None:
        self.fault, self.at_page, self.times = fault, at_page, times
        self.stuck = _STUCK.get(fault, "") if at_page == 0 else ""

    def takes(self, fault: Fault, page: int) -> bool:
        """Whether the fault strikes now; each strike uses up one of its times."""
        if self.fault is not fault or self.times < 1 or self.at_page != page:
            return False
        self.times -= 1
        return True

    def strikes_paper(self, job: Job) -> bool:
        """A jam or an opened cover before the next page: the sheet stays, to be put back whole."""
        if self.stuck:
            return True
        if self.fault in _STUCK and self.takes(self.fault, job.pages + 1):
            self.stuck = _STUCK[self.fault]
            job.state = "Aborted"
            self.back_is_next = False
            return True
        return False

    def denies(self, job: Job, now: float) -> int:
        """The code of an answer that only means not yet; 0 when the page may go out. Only while there is one."""
        if self.next_side(job) is None:
            return 0
        if job.pages and now < job.page_at + self.habits.early:
            return 404
        job.denied += 1
        return self.habits.gone[job.denied - 1] if job.denied <= len(self.habits.gone) else 0

    def jams_for_nothing(self, *, from_feeder: bool) -> bool:
        if self.habits.jams_when_asked_empty and from_feeder and not self.sheets:
            self.stuck = _STUCK[Fault.JAM]
        return bool(self.stuck)

    @property
    def running(self) -> Job | None:
        return next((job for job in self.jobs if job.state == "Processing"), None)

    def start(self, look: Look, *, duplex: bool, from_feeder: bool) -> Job:
        job = Job(str(uuid.uuid4()), look, duplex, from_feeder)
        self.jobs.append(job)
        self.back_is_next = False
        return job

    def job(self, job_id: str) -> Job | None:
        return next((job for job in self.jobs if job.id == job_id), None)

    def next_side(self, job: Job) -> tuple[Sheet, bool] | None:
        """The sheet in the path and whether its back is due; ``None`` at the end."""
        if not self.sheets or (not job.from_feeder and job.pages):
            return None
        if self.habits.sheets_a_job and job.sheets >= self.habits.sheets_a_job:
            return None
        return self.sheets[0], self.back_is_next

    def feed(self, job: Job) -> None:
        """The side due was scanned: turn to the back, or let the sheet fall out."""
        job.pages += 1
        if job.duplex and not self.back_is_next:
            self.back_is_next = True
            return
        self.back_is_next = False
        if job.from_feeder:
            job.sheets += 1
            self.sheets.pop(0)

    def record(self, job: Job, side: Side) -> None:
        self.served.append(
            {"job": self.jobs.index(job) + 1, "number": job.pages, "sha256": side.digest, "blank_back": side.blank}
        )

    @property
    def adf_state(self) -> str:
        return self.stuck or ("ScannerAdfLoaded" if self.sheets else "ScannerAdfEmpty")
