"""Back-off, crashes and jobs of one device, stepped by hand: no thread, no waiting."""

import logging
from collections.abc import Callable, Generator
from datetime import UTC, datetime

import pytest

from devices.attendant import FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS, TROUBLE_SECONDS, Attendant
from devices.commands import Print, Refresh, Scan
from devices.errors import DeviceTrouble, DeviceUnreachable, ReadFailed
from devices.events import Condition, DeviceEvent, DeviceStatus, PageScanned, ScanFailed, ScanFinished, ScannedPage
from devices.job_routines import STATUS_SECONDS, PrintRoutine, ScanRoutine
from devices.lifecycle import Lifecycle
from devices.ports import ScannerStatus, ScanSettings
from devices.worker_thread import CancelFlag, Newest
from domain.documents.document import Document
from domain.failures import Failure, FailureCode

PAGE = ScannedPage(1, "image/jpeg", b"jpeg")


class SteppedClock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.seconds


class PaperScanner:
    """A scanner as the port describes it, with what a test puts into it."""

    def __init__(self) -> None:
        self.opens: list[Exception] = []
        """What opening raises, one after another; empty: it opens."""
        self.trouble: Exception | None = None
        self.pages: list[ScannedPage | Exception] = []
        self.open_now = False
        self.tries = 0
        self.cancelled = False
        self.before_page: Callable[[], None] = lambda: None

    def open(self) -> None:
        self.tries += 1
        if self.opens:
            raise self.opens.pop(0)
        self.open_now = True

    def close(self) -> None:
        self.open_now = False

    def status(self) -> ScannerStatus:
        if self.trouble is not None:
            raise self.trouble
        return ScannerStatus(paper_loaded=bool(self.pages))

    def scan(self, settings: ScanSettings) -> Generator[ScannedPage]:
        self.asked = settings
        try:
            for page in self.pages:
                self.before_page()
                if isinstance(page, Exception):
                    raise page
                yield page
        except GeneratorExit:
            self.cancelled = True
            raise


class Bench:
    def __init__(self) -> None:
        self.clock = SteppedClock()
        self.scanner = PaperScanner()
        self.told: list[DeviceEvent] = []
        lifecycle = Lifecycle(DeviceStatus("scanner", "document_scanner", Condition.CLOSED), self.told.append)
        routine = ScanRoutine("scanner", lifecycle, self.told.append, lambda data: data == b"blank", Newest())
        self.attendant = Attendant(lambda: self.scanner, routine, lifecycle, self.clock)

    def scan(self) -> CancelFlag:
        flag = CancelFlag()
        self.attendant.obey(Scan("job", ScanSettings(), flag))
        return flag

    def conditions(self) -> list[tuple[Condition, FailureCode | None]]:
        return [(event.condition, event.failure) for event in self.told if isinstance(event, DeviceStatus)]


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_reopening_backs_off_and_starts_anew_after_success(bench: Bench) -> None:
    bench.scanner.opens = [DeviceUnreachable(FailureCode.SCANNER_UNREACHABLE) for _ in range(7)]
    waits = []
    for _ in range(7):
        waits.append(wait := bench.attendant.turn())
        bench.clock.seconds += wait
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    assert (waits[0], waits[-1]) == (FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS)
    assert bench.attendant.turn() == STATUS_SECONDS
    assert bench.conditions() == [
        (Condition.CONNECTING, None),
        (Condition.UNREACHABLE, FailureCode.SCANNER_UNREACHABLE),
        (Condition.READY, None),
    ]
    bench.clock.seconds += STATUS_SECONDS
    bench.scanner.trouble = DeviceUnreachable(FailureCode.SCANNER_UNREACHABLE)
    assert bench.attendant.turn() == FIRST_RETRY_SECONDS
    assert not bench.scanner.open_now


def test_a_device_that_only_failed_to_open_is_not_tried_without_end(bench: Bench) -> None:
    bench.scanner.opens = [ReadFailed(FailureCode.SCANNER_SILENT) for _ in range(2)]
    assert [bench.attendant.turn(), bench.clock.monotonic()] == [FIRST_RETRY_SECONDS, 100.0]
    assert bench.conditions()[-1] == (Condition.UNREACHABLE, FailureCode.SCANNER_SILENT)
    bench.clock.seconds += FIRST_RETRY_SECONDS
    assert bench.attendant.turn() == 2 * FIRST_RETRY_SECONDS


def test_nothing_is_done_before_it_is_due(bench: Bench) -> None:
    bench.scanner.opens = [DeviceUnreachable(FailureCode.SCANNER_UNREACHABLE)]
    bench.attendant.turn()
    bench.clock.seconds += 0.4
    assert bench.attendant.turn() == pytest.approx(0.1)
    assert bench.scanner.tries == 1


def test_trouble_keeps_the_device_open_and_passes(bench: Bench) -> None:
    bench.attendant.turn()
    bench.clock.seconds += STATUS_SECONDS
    bench.scanner.trouble = DeviceTrouble(FailureCode.SCANNER_COVER_OPEN)
    assert bench.attendant.turn() == TROUBLE_SECONDS
    bench.scanner.trouble = None
    bench.clock.seconds += TROUBLE_SECONDS
    bench.attendant.turn()
    assert bench.scanner.tries == 1
    assert bench.conditions()[-2:] == [
        (Condition.NEEDS_PERSON, FailureCode.SCANNER_COVER_OPEN),
        (Condition.READY, None),
    ]


def test_paper_in_the_feeder_is_told_while_idle(bench: Bench) -> None:
    bench.attendant.turn()
    bench.scanner.pages = [PAGE]
    bench.clock.seconds += STATUS_SECONDS
    bench.attendant.turn()
    loaded = [event.paper_loaded for event in bench.told if isinstance(event, DeviceStatus)]
    assert loaded == [None, False, True]


def test_scan_tells_pages_and_their_blanks_and_the_end(bench: Bench) -> None:
    bench.scanner.pages = [PAGE, ScannedPage(2, "image/jpeg", b"blank")]
    bench.scan()
    pages = [event.page for event in bench.told if isinstance(event, PageScanned)]
    assert [(page.number, page.blank) for page in pages] == [(1, False), (2, True)]
    assert bench.told[-1] == ScanFinished("scanner", "job", 2)
    assert bench.conditions()[-1] == (Condition.BUSY, None)
    bench.attendant.turn()
    assert bench.conditions()[-1] == (Condition.READY, None)


def test_failure_in_the_middle_keeps_the_pages(bench: Bench) -> None:
    bench.scanner.pages = [PAGE, DeviceTrouble(FailureCode.SCANNER_JAM)]
    bench.scan()
    assert bench.told[-1] == ScanFailed("scanner", "job", FailureCode.SCANNER_JAM, 1)
    assert bench.conditions()[-1] == (Condition.NEEDS_PERSON, FailureCode.SCANNER_JAM)
    bench.scanner.pages = [PAGE]
    bench.scan()
    assert bench.told[-1] == ScanFinished("scanner", "job", 1)


def test_page_nobody_can_decode_fails_the_job_and_not_the_device(bench: Bench) -> None:
    bench.scanner.pages = [Failure(FailureCode.PAGE_UNREADABLE)]
    bench.scan()
    assert bench.told[-1] == ScanFailed("scanner", "job", FailureCode.PAGE_UNREADABLE, 0)
    assert bench.scanner.open_now


def test_cancelled_between_two_pages(bench: Bench) -> None:
    flag = CancelFlag()
    bench.scanner.pages = [PAGE, PAGE, PAGE]
    scanned = iter(range(3))
    bench.scanner.before_page = lambda: flag.set() if next(scanned) == 1 else None
    bench.attendant.obey(Scan("job", ScanSettings(), flag))
    assert bench.scanner.cancelled
    assert bench.told[-1] == ScanFailed("scanner", "job", FailureCode.SCAN_STOPPED, 2)


def test_cancelled_before_it_began(bench: Bench) -> None:
    flag = CancelFlag()
    flag.set()
    bench.scanner.pages = [PAGE]
    bench.attendant.obey(Scan("job", ScanSettings(), flag))
    assert bench.told[-1] == ScanFailed("scanner", "job", FailureCode.SCAN_STOPPED, 0)


def test_job_on_a_device_that_is_gone_tries_it_at_once_and_fails(bench: Bench) -> None:
    bench.scanner.opens = [DeviceUnreachable(FailureCode.SCANNER_UNREACHABLE) for _ in range(2)]
    bench.attendant.turn()
    bench.scan()
    assert bench.scanner.tries == 2
    assert bench.told[-1] == ScanFailed("scanner", "job", FailureCode.SCANNER_UNREACHABLE, 0)


def test_bug_in_a_driver_closes_it_and_ends_the_job(bench: Bench) -> None:
    bench.scanner.pages = [PAGE, ZeroDivisionError()]
    with pytest.raises(ZeroDivisionError):
        bench.scan()
    bench.attendant.crashed()
    assert not bench.scanner.open_now
    assert ScanFailed("scanner", "job", FailureCode.DEVICE_CRASHED, 1) in bench.told
    assert bench.conditions()[-1] == (Condition.UNREACHABLE, FailureCode.DEVICE_CRASHED)
    assert bench.attendant.turn() == FIRST_RETRY_SECONDS
    bench.clock.seconds += FIRST_RETRY_SECONDS
    bench.scanner.pages = []
    bench.attendant.turn()
    assert bench.conditions()[-1] == (Condition.READY, None)


def test_driver_that_cannot_even_be_made(bench: Bench) -> None:
    told: list[DeviceEvent] = []
    lifecycle = Lifecycle(DeviceStatus("scanner", "document_scanner", Condition.CLOSED), told.append)

    def make() -> PaperScanner:
        raise ValueError

    attendant = Attendant(make, ScanRoutine("scanner", lifecycle, told.append, bool, Newest()), lifecycle, bench.clock)
    with pytest.raises(ValueError):  # noqa: PT011
        attendant.turn()
    attendant.crashed()
    assert told[-1] == DeviceStatus("scanner", "document_scanner", Condition.UNREACHABLE, FailureCode.DEVICE_CRASHED)


def test_refresh_and_end(bench: Bench) -> None:
    bench.attendant.turn()
    before = len(bench.told)
    bench.attendant.obey(Refresh())
    assert bench.told[before:] == [bench.told[before - 1]]
    bench.attendant.end()
    assert bench.conditions()[-1] == (Condition.CLOSED, None)
    assert not bench.scanner.open_now


def test_printer_out_of_paper_fails_the_job_and_needs_a_person(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    class Printer:
        def open(self) -> None: ...

        def close(self) -> None: ...

        def status(self) -> None: ...

        def print(self, data: bytes) -> None:
            self.given = data
            raise DeviceTrouble(FailureCode.PRINTER_PAPER_OUT)

    told: list[DeviceEvent] = []
    lifecycle = Lifecycle(DeviceStatus("printer", "receipt_printer", Condition.CLOSED), told.append)
    routine = PrintRoutine("printer", lifecycle, told.append, lambda _: b"data")
    attendant = Attendant(Printer, routine, lifecycle, bench.clock)  # type: ignore[arg-type]
    attendant.obey(Print("job", Document("receipt", ())))
    assert [type(event).__name__ for event in told[-2:]] == ["DeviceStatus", "PrintFailed"]
    assert "P102" in caplog.text
