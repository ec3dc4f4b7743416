"""What an answer of an eSCL scanner means, given what it says of its state. Pure decisions.

Devices use the HTTP codes differently: 409 is a jam here and the normal end of the feeder there.
So every answer but a page is judged together with ``ScannerStatus``, as sane-airscan does.
"""

from dataclasses import dataclass
from enum import Enum

from devices.document_scanner.escl_quirks import Quirks
from devices.document_scanner.escl_xml import AdfState, DeviceState
from devices.document_scanner.scan_failures import Trouble

_TROUBLES = {
    AdfState.JAM: Trouble.JAM,
    AdfState.DOUBLE_FEED: Trouble.DOUBLE_FEED,
    AdfState.COVER_OPEN: Trouble.COVER_OPEN,
}
MAX_PAGE_RETRIES = 30
MAX_JOB_RETRIES = 10
MAX_END_RETRIES = 3
"""How often the end of the feeder is doubted while it still reports paper."""


class Next(Enum):
    AGAIN = "wait and ask again"
    END = "all pages are here"


@dataclass(frozen=True, slots=True)
class Progress:
    pages: int
    """Delivered in this job."""
    retries: int
    """Since the last page."""
    from_feeder: bool
    duplex: bool
    job_path: str


def trouble_of(state: DeviceState) -> Trouble | None:
    """What needs a person, whatever was asked."""
    return _TROUBLES.get(state.adf)


def is_completed(state: DeviceState, job_path: str) -> bool:
    """A job that needs no ``DELETE``: the device says itself that it is over."""
    job = state.job(job_path)
    return job is not None and job.state == "Completed"


def judge_no_page(http: int, state: DeviceState, progress: Progress, quirks: Quirks) -> Next | Trouble:
    """After ``NextDocument`` was answered with anything but a page."""
    if progress.from_feeder and (trouble := trouble_of(state)):
        return trouble
    job = state.job(progress.job_path)
    if job is not None and job.state in ("Canceled", "Aborted"):
        return Trouble.CANCELLED
    if http == 503:
        return _wait_for_page(state, progress)
    if http in quirks.retry_gone and progress.retries < MAX_PAGE_RETRIES and state.adf is not AdfState.EMPTY:
        return Next.AGAIN
    if http in (404, 409, 410):
        return _end_or_loss(http, state, progress, quirks)
    return Next.END if not progress.from_feeder and progress.pages else Trouble.REFUSED


def _wait_for_page(state: DeviceState, progress: Progress) -> Next | Trouble:
    if state.state not in ("", "Idle", "Processing", "Testing"):
        return Trouble.REFUSED
    return Next.AGAIN if progress.retries < MAX_PAGE_RETRIES else Trouble.BUSY


def _end_or_loss(http: int, state: DeviceState, progress: Progress, quirks: Quirks) -> Next | Trouble:
    if not progress.from_feeder:
        return Next.END if progress.pages else Trouble.REFUSED
    if state.adf is AdfState.LOADED and not quirks.one_page_a_job:
        if progress.retries < MAX_END_RETRIES:
            return Next.AGAIN
        return Trouble.PAPER_LEFT if http != 409 or progress.pages else Trouble.REFUSED
    return _count_is_right(state, progress)


def _count_is_right(state: DeviceState, progress: Progress) -> Next | Trouble:
    job = state.job(progress.job_path)
    if job is not None and job.images_completed is not None and job.images_completed > progress.pages:
        return Trouble.PAGES_MISSING
    if progress.duplex and progress.pages % 2:
        return Trouble.PAGES_MISSING
    return Next.END if progress.pages else Trouble.FEEDER_EMPTY


def judge_no_job(http: int, state: DeviceState, retries: int) -> Next | Trouble:
    """After ``POST ScanJobs`` was answered with anything but 201."""
    if trouble := trouble_of(state):
        return trouble
    busy = http == 503 or (http == 409 and state.state not in ("", "Idle"))
    if not busy:
        return Trouble.REFUSED
    return Next.AGAIN if retries < MAX_JOB_RETRIES else Trouble.BUSY
