"""The paper path of the simulated scanner: what lies in the feeder, what job runs, what goes wrong. No HTTP."""

import uuid
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal

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
        return self.sheets[0], self.back_is_next

    def feed(self, job: Job) -> None:
        """The side due was scanned: turn to the back, or let the sheet fall out."""
        job.pages += 1
        if job.duplex and not self.back_is_next:
            self.back_is_next = True
            return
        self.back_is_next = False
        if job.from_feeder:
            self.sheets.pop(0)

    def record(self, job: Job, side: Side) -> None:
        self.served.append(
            {"job": self.jobs.index(job) + 1, "number": job.pages, "sha256": side.digest, "blank_back": side.blank}
        )

    @property
    def adf_state(self) -> str:
        return self.stuck or ("ScannerAdfLoaded" if self.sheets else "ScannerAdfEmpty")
