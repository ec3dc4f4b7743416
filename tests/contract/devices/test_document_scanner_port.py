"""What every document scanner keeps to: our drivers over their simulators, SANE's test backend, and sane-airscan."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import pytest
from scanner_benches import BENCHES, Bench, bench_of

from devices.document_scanner.delivered_page import page_of
from devices.document_scanner.scan_failures import Trouble, failure
from devices.errors import DeviceFailure, DeviceTrouble, DeviceUnreachable, ReadFailed
from devices.events import ScannedPage
from devices.ports import DocumentScanner, Interruptible, ScannerStatus
from tests.integration.devices.conftest import Simulated

D = TypeVar("D", bound=DocumentScanner)
ALL_FAULTS = sorted({fault for made, _, _ in BENCHES.values() for fault in made.faults})


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    return tmp_path_factory.mktemp


@pytest.fixture(scope="module", params=BENCHES)
def bench(request: pytest.FixtureRequest, folders: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    running: list[Simulated] = []
    with_short_path = Path("/tmp") / f"ow-{tmp_path_factory.getbasetemp().name[-6:]}-{request.param[:9]}"
    with_short_path.mkdir(exist_ok=True)

    def plugged(kind: str) -> Simulated:
        running.append(Simulated(kind, with_short_path))
        return running[-1]

    yield bench_of(request.param, plugged, folders(request.param))
    for simulated in running:
        simulated.pull_out()
    for file in with_short_path.iterdir():
        file.unlink()
    with_short_path.rmdir()


@pytest.fixture
def opened(bench: Bench) -> Iterator[Callable[..., DocumentScanner]]:
    drivers: list[DocumentScanner] = []

    def start(**fault: Any) -> DocumentScanner:
        drivers.append(bench.opened(**fault))
        return drivers[-1]

    yield start
    for driver in drivers:
        driver.close()


def test_whole_pages_numbered_from_one_and_again_in_the_next_scan(bench: Bench, opened: Any) -> None:
    driver = None
    for _ in range(2):
        expected = bench.load(3)
        driver = driver or opened()
        pages = list(driver.scan(bench.settings))
        assert [page.number for page in pages] == list(range(1, expected + 1))
        for page in pages:
            same = page_of(page.number, page.data, 0)
            assert (same.width, same.height, same.media_type) == (page.width, page.height, page.media_type)
            assert min(page.width, page.height, page.dpi) > 0


def test_status_is_told_before_and_after_a_scan(bench: Bench, opened: Any) -> None:
    bench.load(2)
    driver = opened()
    assert isinstance(driver.status(), ScannerStatus)
    list(driver.scan(bench.settings))
    assert isinstance(driver.status(), ScannerStatus)


def test_cancelled_after_the_first_page_and_well_for_the_next(bench: Bench, opened: Any) -> None:
    bench.load(3)
    driver = opened()
    with closing(driver.scan(bench.settings)) as pages:
        assert next(pages).number == 1
    bench.load(2)
    assert next(driver.scan(bench.settings)).number == 1


def test_interrupted_it_answers_no_more(bench: Bench, opened: Any) -> None:
    bench.load(3)
    driver = opened()
    assert isinstance(driver, Interruptible)
    driver.interrupt()
    with pytest.raises(DeviceUnreachable):
        list(driver.scan(bench.settings))


def test_closed_twice(bench: Bench, opened: Any) -> None:
    bench.load(1)
    driver = opened()
    driver.close()
    driver.close()


def test_nothing_there_is_a_failure_of_the_device(bench: Bench) -> None:
    driver = bench.away()
    with pytest.raises((DeviceUnreachable, ReadFailed)):
        driver.open()
    driver.close()


@pytest.mark.parametrize("fault", ALL_FAULTS)
def test_one_vocabulary_for_what_goes_wrong(bench: Bench, opened: Any, fault: str) -> None:
    """The code, and what it means for the device, are those of the table, whichever driver tells it."""
    if fault not in bench.faults:
        pytest.skip("this scanner cannot show it")
    bench.load(3)
    wanted = failure(Trouble(fault))
    told, pages = _failing(lambda: opened(fault=fault), bench)
    assert (told.code, type(told)) == (wanted.code, type(wanted))
    assert pages == []


@pytest.mark.parametrize("fault", ["jam", "double feed", "cover open", "paper left in", "pages missing"])
def test_pages_before_the_trouble_are_kept_and_the_rest_comes_next(bench: Bench, opened: Any, fault: str) -> None:
    """SANE's backend strikes at the first page only; the simulator at any."""
    if fault not in bench.faults or not hasattr(bench, "_simulated"):
        pytest.skip("this scanner cannot show it")
    bench.load(4)
    driver = opened(fault=fault, at=3)
    told, pages = _failing(lambda: driver, bench)
    assert told.code is failure(Trouble(fault)).code
    assert [page.number for page in pages] == [1, 2]
    expected = bench.load(2)
    assert len(list(driver.scan(bench.settings))) == expected


def _failing(make: Callable[[], DocumentScanner], bench: Bench) -> tuple[DeviceFailure, list[ScannedPage]]:
    pages: list[ScannedPage] = []
    with pytest.raises((DeviceTrouble, DeviceUnreachable, ReadFailed)) as caught:
        pages.extend(make().scan(bench.settings))
    return caught.value, pages
