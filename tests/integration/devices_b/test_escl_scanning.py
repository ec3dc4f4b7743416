"""The eSCL driver against the simulator: pages, the end of the feeder, and every fault."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from devices_b_process import Running

from devices.document_scanner.escl_driver import EsclScanner
from devices.errors import DeviceFailure, DeviceTrouble, DeviceUnreachable
from devices.events import ScannedPage
from devices.ports import ScanSettings
from domain.failures import FailureCode

DUPLEX = ScanSettings(dpi=100)
SIMPLEX = ScanSettings(dpi=100, duplex=False)
Paper = Callable[[int], Path]


def driver(scanner: Running, **options: object) -> EsclScanner:
    made = EsclScanner(f"http://127.0.0.1:{scanner.port}/eSCL", {"retry_pause": 0.02, "timeout": 5, **options})
    made.open()
    return made


def load(scanner: Running, paper: Paper, sheets: int) -> None:
    scanner.do("load_sheets", sheets=[{"front": str(paper(n)), "back": None} for n in range(sheets)])


def failing(scanner: EsclScanner, settings: ScanSettings) -> tuple[int, FailureCode, type[DeviceFailure]]:
    pages: list[ScannedPage] = []
    with pytest.raises(DeviceFailure) as caught:
        pages.extend(scanner.scan(settings))
    return len(pages), caught.value.code, type(caught.value)


def test_duplex_pages_arrive_in_order_and_untouched(scanner: Running, paper: Paper) -> None:
    load(scanner, paper, 3)
    pages = list(driver(scanner).scan(DUPLEX))
    assert [page.number for page in pages] == [1, 2, 3, 4, 5, 6]
    assert [page.data for page in pages[::2]] == [paper(n).read_bytes() for n in range(3)]
    assert {(page.width, page.height, page.dpi, page.media_type) for page in pages} == {(827, 1169, 100, "image/jpeg")}
    served = scanner.do("state")["served"]
    assert [page["sha256"] for page in served] == [hashlib.sha256(page.data).hexdigest() for page in pages]
    assert [page["blank_back"] for page in served] == [False, True] * 3


def test_simplex_leaves_backs_out(scanner: Running, paper: Paper) -> None:
    load(scanner, paper, 2)
    assert len(list(driver(scanner).scan(SIMPLEX))) == 2
    assert scanner.do("state")["loaded"] == 0


@pytest.mark.parametrize("colour", ["grey", "bilevel"])
def test_other_colours_and_sizes_are_made(scanner: Running, paper: Paper, colour: str) -> None:
    load(scanner, paper, 1)
    settings = ScanSettings(dpi=75, duplex=False, colour=colour)  # type: ignore[arg-type]
    (page,) = driver(scanner).scan(settings)
    assert (page.width, page.height, page.dpi) == (620, 877, 75)


def test_flatbed_scans_one_page(scanner: Running, paper: Paper) -> None:
    load(scanner, paper, 2)
    assert len(list(driver(scanner).scan(ScanSettings(source="flatbed", duplex=False, dpi=100)))) == 1


def test_status_tells_paper(scanner: Running, paper: Paper) -> None:
    scan = driver(scanner)
    assert not scan.status().paper_loaded
    load(scanner, paper, 1)
    assert scan.status().paper_loaded
    assert not scan.status().busy


def test_empty_feeder_is_told_before_a_job_is_made(scanner: Running) -> None:
    jobs = scanner.do("state")["jobs"]
    assert failing(driver(scanner), DUPLEX) == (0, FailureCode.SCANNER_FEEDER_EMPTY, DeviceTrouble)
    assert scanner.do("state")["jobs"] == jobs


@pytest.mark.parametrize(
    ("fault", "code"), [("jam", FailureCode.SCANNER_JAM), ("cover_open", FailureCode.SCANNER_COVER_OPEN)]
)
def test_stuck_paper_keeps_pages_and_goes_on_after_help(
    scanner: Running, paper: Paper, fault: str, code: FailureCode
) -> None:
    load(scanner, paper, 3)
    scan = driver(scanner)
    scanner.do("set_fault", fault=fault, at=3, times=1)
    assert failing(scan, DUPLEX) == (2, code, DeviceTrouble)
    with pytest.raises(DeviceTrouble) as caught:
        scan.status()
    assert caught.value.code is code
    scanner.do("set_fault", fault="none")
    assert len(list(scan.scan(DUPLEX))) == 4


def test_open_cover_is_told_before_the_start(scanner: Running, paper: Paper) -> None:
    load(scanner, paper, 1)
    scanner.do("set_fault", fault="cover_left_open")
    assert failing(driver(scanner), DUPLEX) == (0, FailureCode.SCANNER_COVER_OPEN, DeviceTrouble)


def test_busy_scanner_is_waited_for(scanner: Running, paper: Paper) -> None:
    load(scanner, paper, 2)
    scanner.do("set_fault", fault="busy_job", times=3)
    assert len(list(driver(scanner).scan(DUPLEX))) == 4
    load(scanner, paper, 2)
    scanner.do("set_fault", fault="busy", at=2, times=3)
    assert len(list(driver(scanner).scan(DUPLEX))) == 4


def test_busy_for_ever_is_told(scanner: Running, paper: Paper) -> None:
    load(scanner, paper, 1)
    scanner.do("set_fault", fault="busy_job", times=1000)
    assert failing(driver(scanner), DUPLEX)[1] is FailureCode.SCANNER_BUSY
    scanner.do("set_fault", fault="busy", at=2, times=1000)
    assert failing(driver(scanner), DUPLEX)[:2] == (1, FailureCode.SCANNER_BUSY)


def test_409_as_the_end_of_the_feeder(scanner: Running, paper: Paper) -> None:
    load(scanner, paper, 2)
    scanner.do("set_fault", fault="end_409")
    assert len(list(driver(scanner).scan(DUPLEX))) == 4


def test_refused_job(scanner: Running, paper: Paper) -> None:
    load(scanner, paper, 1)
    scanner.do("set_fault", fault="refuse")
    assert failing(driver(scanner), DUPLEX)[1] is FailureCode.SCANNER_REFUSED


def test_unsupported_resolution_is_refused_here(scanner: Running, paper: Paper) -> None:
    load(scanner, paper, 1)
    assert failing(driver(scanner), ScanSettings(dpi=333))[1] is FailureCode.SCANNER_REFUSED


def test_line_cut_in_a_page_loses_only_that_page(scanner: Running, paper: Paper) -> None:
    load(scanner, paper, 3)
    scanner.do("set_fault", fault="drop_mid_page", at=3, times=1)
    scan = driver(scanner)
    assert failing(scan, DUPLEX)[:2] == (2, FailureCode.SCANNER_PAGES_MISSING)
    assert len(list(scan.scan(DUPLEX))) > 0


def test_closing_the_generator_cancels_the_job(scanner: Running, paper: Paper) -> None:
    load(scanner, paper, 4)
    scan = driver(scanner)
    pages = scan.scan(DUPLEX)
    next(pages)
    assert scan.status().busy
    pages.close()
    assert not scan.status().busy
    assert scanner.do("state")["loaded"] >= 3


def test_job_of_a_killed_process_does_not_block(scanner: Running, paper: Paper) -> None:
    load(scanner, paper, 3)
    abandoned = driver(scanner).scan(DUPLEX)
    next(abandoned)
    assert len(list(driver(scanner).scan(SIMPLEX))) == 3
    abandoned.close()


def test_slow_page_is_waited_for_up_to_the_limit(scanner: Running, paper: Paper) -> None:
    load(scanner, paper, 1)
    scanner.do("set_fault", fault="slow", times=1)
    assert failing(driver(scanner, page_timeout=0.3), SIMPLEX) == (
        0,
        FailureCode.SCANNER_UNREACHABLE,
        DeviceUnreachable,
    )


def test_nobody_there() -> None:
    with pytest.raises(DeviceUnreachable) as caught:
        EsclScanner("http://127.0.0.1:9/eSCL", {}).open()
    assert caught.value.code is FailureCode.SCANNER_UNREACHABLE


def test_not_a_scanner(scanner: Running) -> None:
    with pytest.raises(DeviceFailure) as caught:
        EsclScanner(f"http://127.0.0.1:{scanner.port}/somewhere", {}).open()
    assert caught.value.code is FailureCode.SCANNER_ANSWER_INVALID


def test_interrupted_driver_lets_go(scanner: Running, paper: Paper) -> None:
    load(scanner, paper, 2)
    scan = driver(scanner)
    pages = scan.scan(DUPLEX)
    next(pages)
    scan.interrupt()
    with pytest.raises(DeviceUnreachable):
        next(pages)
    assert not driver(scanner).status().busy
