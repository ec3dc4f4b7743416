"""Models that do otherwise than the standard says, played by the simulator: each brings every page all the same."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from devices_b_process import Running

from devices.document_scanner import escl_driver
from devices.document_scanner.escl_driver import EsclScanner
from devices.document_scanner.escl_quirks import Quirks
from devices.document_scanner.simulator_habits import HABITS
from devices.errors import DeviceFailure, ReadFailed
from devices.ports import ScanSettings
from domain.failures import FailureCode

Paper = Callable[[int], Path]
DUPLEX = ScanSettings(dpi=100)
NEED_A_QUIRK = ["hp-m630", "hp-compact-server", "epson-wf-2930", "xerox-b205", "xerox-3345"]


def driver(scanner: Running) -> EsclScanner:
    made = EsclScanner(f"http://127.0.0.1:{scanner.port}/eSCL", {"retry_pause": 0.08, "timeout": 5})
    made.open()
    return made


def load(scanner: Running, paper: Paper, sheets: int) -> None:
    scanner.do("load_sheets", sheets=[{"front": str(paper(n)), "back": None} for n in range(sheets)])


@pytest.mark.parametrize("model", HABITS)
def test_every_side_comes_once_and_in_order(scanner: Running, paper: Paper, model: str) -> None:
    """Two scans, because some models spoil what comes after."""
    scanner.do("set_model", model=model)
    ours = driver(scanner)
    for _ in range(2):
        scanner.do("clear")
        load(scanner, paper, 2)
        pages = list(ours.scan(DUPLEX))
        assert [page.number for page in pages] == [1, 2, 3, 4]
        served = scanner.do("state")["served"]
        assert [hashlib.sha256(page.data).hexdigest() for page in pages] == [side["sha256"] for side in served]


@pytest.mark.parametrize("model", NEED_A_QUIRK)
def test_simulated_model_is_as_bad_as_reported(
    scanner: Running, paper: Paper, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A driver that knows only the standard fails at it, or loses pages."""
    monkeypatch.setattr(escl_driver, "quirks_of", lambda *_: Quirks())
    scanner.do("set_model", model=model)
    load(scanner, paper, 2)
    ours = driver(scanner)
    try:
        count = len(list(ours.scan(DUPLEX)))
        load(scanner, paper, 1)
        count += len(list(ours.scan(DUPLEX)))
    except DeviceFailure:
        return
    assert count < 6


def test_resolution_that_is_advertised_and_does_not_work(scanner: Running, paper: Paper) -> None:
    scanner.do("set_model", model="canon-ir2630")
    load(scanner, paper, 1)
    (page,) = driver(scanner).scan(ScanSettings(dpi=600, duplex=False, colour="grey"))
    assert page.dpi == 300


def test_empty_feeder_is_no_jam(scanner: Running, paper: Paper) -> None:
    scanner.do("set_model", model="canon-mf410")
    ours = driver(scanner)
    with pytest.raises(DeviceFailure) as caught:
        list(ours.scan(DUPLEX))
    assert caught.value.code is FailureCode.SCANNER_FEEDER_EMPTY
    load(scanner, paper, 1)
    assert len(list(ours.scan(DUPLEX))) == 2


def test_feeder_without_a_flatbed(scanner: Running, paper: Paper) -> None:
    scanner.do("set_model", model="adf-only")
    with pytest.raises(ReadFailed) as caught:
        list(driver(scanner).scan(ScanSettings(source="flatbed", duplex=False, dpi=100)))
    assert caught.value.code is FailureCode.SCANNER_REFUSED


def test_scanner_that_warms_up_says_so_and_is_waited_for(scanner: Running, paper: Paper) -> None:
    scanner.do("set_model", model="warming-up")
    load(scanner, paper, 1)
    ours = driver(scanner)
    assert ours.status().warming_up
    assert len(list(ours.scan(DUPLEX))) == 2
    assert not ours.status().warming_up
