"""The paper path of the simulated scanner: what lies in the feeder, what job runs, what goes wrong. No HTTP."""

import uuid
from dataclasses import dataclass, field
from typing import Any, Literal

from devices.document_scanner.simulator_habits import STANDARD, Habits
from devices.document_scanner.simulator_pages import Look, Sheet, Side
from devices.simulator_faults import FaultPlan

JobState = Literal["Processing", "Completed", "Canceled", "Aborted"]


FAULTS = {
    "jam": "the sheet stays in the path, until it is loaded again",
    "double_feed": "two sheets at once are in the path, until they are loaded again",
    "cover_open": "the cover is opened before the page, until none",
    "cover_left_open": "the cover is open before a job begins, until none",
    "paper_left": "the job is told to be over with paper in the feeder",
    "drop_mid_page": "the line breaks in the middle of the page",
    "slow": "the page takes 2.5 s",
    "busy": "a page that is asked for is denied (503)",
    "busy_job": "a job that is asked for is denied (503)",
    "refuse": "a job that is asked for is refused (400)",
    "end_409": "the end of the feeder is told with 409",
}
"""Counted in pages; busy in questions for one, busy_job and refuse in questions for a job, end_409 in ends."""
_STUCK = {
    "jam": "ScannerAdfJam",
    "double_feed": "ScannerAdfMultipickDetected",
    "cover_open": "ScannerAdfDoorOpen",
    "cover_left_open": "ScannerAdfDoorOpen",
}
_STOPS_A_SHEET = ("jam", "double_feed", "cover_open")


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
    plan: FaultPlan = field(default_factory=lambda: FaultPlan(FAULTS))
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

    def set_fault(self, fault: str, at: int, times: int) -> None:
        """Raises ``ValueError``. Whatever was stuck is put right."""
        self.plan.set(fault, at, times)
        self.stuck = _STUCK[fault] if fault == "cover_left_open" else ""

    def strikes_paper(self, job: Job) -> bool:
        """A jam or an opened cover before the next page: the sheet stays, to be put back whole."""
        if self.stuck:
            return True
        if self.next_side(job) is None:
            return False
        for fault in _STOPS_A_SHEET:
            if self.plan.strikes(fault):
                self.stuck = _STUCK[fault]
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
            self.stuck = _STUCK["jam"]
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
