"""What an answer of a scanner means, as the quirks of real devices teach."""

from itertools import product

import pytest

from devices.document_scanner.escl_quirks import Quirks
from devices.document_scanner.escl_rules import Next, Progress, judge_no_job, judge_no_page
from devices.document_scanner.escl_xml import AdfState, DeviceState, JobInfo
from devices.document_scanner.scan_failures import Trouble

PATH = "/eSCL/ScanJobs/1"


def state(adf: AdfState, *, own: str = "Idle", job: str = "", images: int | None = None) -> DeviceState:
    return DeviceState(own, adf, (JobInfo(PATH, job, images),) if job else ())


def progress(pages: int, *, retries: int = 0, feeder: bool = True, duplex: bool = True) -> Progress:
    return Progress(pages, retries, feeder, duplex, PATH)


NO_QUIRKS = Quirks()
XEROX = Quirks(retry_gone=frozenset({404, 410}))
CASES = [
    # the end
    (404, state(AdfState.EMPTY), progress(4), NO_QUIRKS, Next.END),
    (404, state(AdfState.PROCESSING), progress(4), NO_QUIRKS, Next.END),
    (404, state(AdfState.UNKNOWN), progress(4), NO_QUIRKS, Next.END),
    (409, state(AdfState.EMPTY), progress(4), NO_QUIRKS, Next.END),
    (410, state(AdfState.EMPTY), progress(4), NO_QUIRKS, Next.END),
    (404, state(AdfState.EMPTY, job="Completed", images=4), progress(4), NO_QUIRKS, Next.END),
    (404, state(AdfState.LOADED), progress(1), Quirks(one_page_a_job=True), Trouble.PAGES_MISSING),
    (404, state(AdfState.LOADED), progress(2), Quirks(one_page_a_job=True), Next.END),
    # a person is needed
    (409, state(AdfState.JAM), progress(2), NO_QUIRKS, Trouble.JAM),
    (409, state(AdfState.COVER_OPEN), progress(2), NO_QUIRKS, Trouble.COVER_OPEN),
    (503, state(AdfState.JAM), progress(2), NO_QUIRKS, Trouble.JAM),
    (404, state(AdfState.EMPTY, job="Canceled"), progress(2), NO_QUIRKS, Trouble.CANCELLED),
    (404, state(AdfState.EMPTY), progress(0), NO_QUIRKS, Trouble.FEEDER_EMPTY),
    # pages are missing
    (404, state(AdfState.EMPTY), progress(3), NO_QUIRKS, Trouble.PAGES_MISSING),
    (404, state(AdfState.EMPTY, job="Completed", images=6), progress(4), NO_QUIRKS, Trouble.PAGES_MISSING),
    # the job is over and the feeder still holds paper
    (404, state(AdfState.LOADED), progress(4, retries=3), NO_QUIRKS, Trouble.PAPER_LEFT),
    # not yet
    (503, state(AdfState.LOADED, own="Processing"), progress(2), NO_QUIRKS, Next.AGAIN),
    (503, state(AdfState.LOADED), progress(2, retries=30), NO_QUIRKS, Trouble.BUSY),
    (503, state(AdfState.LOADED, own="Stopped"), progress(2), NO_QUIRKS, Trouble.REFUSED),
    (404, state(AdfState.LOADED), progress(2), NO_QUIRKS, Next.AGAIN),
    (410, state(AdfState.LOADED), progress(2, retries=20), XEROX, Next.AGAIN),
    # the flatbed
    (404, state(AdfState.LOADED), progress(1, feeder=False), NO_QUIRKS, Next.END),
    (500, state(AdfState.JAM), progress(1, feeder=False), NO_QUIRKS, Next.END),
    (500, state(AdfState.EMPTY), progress(0, feeder=False), NO_QUIRKS, Trouble.REFUSED),
    (500, state(AdfState.LOADED), progress(2), NO_QUIRKS, Trouble.REFUSED),
]


@pytest.mark.parametrize(("http", "device", "so_far", "quirks", "verdict"), CASES)
def test_no_page(http: int, device: DeviceState, so_far: Progress, quirks: Quirks, verdict: Next | Trouble) -> None:
    assert judge_no_page(http, device, so_far, quirks) is verdict


def test_nothing_is_asked_for_ever() -> None:
    for http, adf, quirks in product((404, 409, 410, 500, 503), AdfState, (NO_QUIRKS, XEROX)):
        for feeder, pages in product((True, False), (0, 1, 2)):
            last = progress(pages, retries=100, feeder=feeder)
            assert judge_no_page(http, state(adf), last, quirks) is not Next.AGAIN


@pytest.mark.parametrize(
    ("http", "device", "retries", "verdict"),
    [
        (503, state(AdfState.LOADED, own="Processing"), 0, Next.AGAIN),
        (409, state(AdfState.LOADED, own="Processing"), 0, Next.AGAIN),
        (503, state(AdfState.LOADED), 10, Trouble.BUSY),
        (409, state(AdfState.LOADED), 0, Trouble.REFUSED),
        (409, state(AdfState.JAM), 0, Trouble.JAM),
        (400, state(AdfState.LOADED), 0, Trouble.REFUSED),
    ],
)
def test_no_job(http: int, device: DeviceState, retries: int, verdict: Next | Trouble) -> None:
    assert judge_no_job(http, device, retries) is verdict
