"""Receipts an earlier visit could not hand over."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from assets.texts import Texts
from devices.events import Condition, DeviceStatus, PrintFailed, ReceiptPrinted
from domain.documents.document import Document, QrCode
from domain.failures import FailureCode
from kiosk.composition.owed import STILL_THERE, OwedReceipts
from offline_queue.outbox import OwedReceipt
from qt_edge.background_jobs import Ok

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CASE = "01932b3e-7b6c-7def-8000-000000000001"


@dataclass
class Keeper:
    owed: list[OwedReceipt]

    def owed_receipts(self) -> tuple[OwedReceipt, ...]:
        return tuple(self.owed)

    def receipt_given(self, submission_id: str) -> None:
        self.owed = [owed for owed in self.owed if owed.submission_id != submission_id]


@dataclass
class Printer:
    jobs: list[tuple[str, Document]] = field(default_factory=list)

    def print(self, job_id: str, document: Document) -> None:
        self.jobs.append((job_id, document))


class Bench(SimpleNamespace):
    def __init__(self, age: timedelta) -> None:
        owed = OwedReceipt(CASE, CASE, "DEMO-016", "L330281000726112000010", 7, NOW - age, "A" * 26)
        ids = (f"job-{number}" for number in range(9))
        super().__init__(
            say=Texts("zh"),
            clock=SimpleNamespace(now=lambda: NOW),
            ids=SimpleNamespace(new_id=lambda: next(ids)),
            enrolment=SimpleNamespace(node=SimpleNamespace(name="余姚"), device_no="0001"),
            shop=SimpleNamespace(catalogue=SimpleNamespace(items=(), demonstration=True)),
            devices=Printer(),
            keeper=Keeper([owed]),
            storage=SimpleNamespace(run=lambda work, done: done(Ok(work()))),
        )


@pytest.fixture
def bench() -> Bench:
    return Bench(timedelta(minutes=1))


def test_it_is_printed_with_its_code_and_owed_until_the_printer_confirms(bench: Bench) -> None:
    owed = OwedReceipts(bench)
    owed.settle()
    ((job, document),) = bench.devices.jobs
    assert [block.payload for block in document.blocks if isinstance(block, QrCode)] == [f"OW1:{CASE}:{'A' * 26}"]
    assert len(bench.keeper.owed) == 1
    owed.on_device(ReceiptPrinted("receipt", "another job"))
    assert len(bench.keeper.owed) == 1
    owed.on_device(ReceiptPrinted("receipt", job))
    assert bench.keeper.owed == []


def test_a_failed_print_is_tried_again_when_the_printer_is_ready(bench: Bench) -> None:
    owed = OwedReceipts(bench)
    owed.settle()
    owed.on_device(PrintFailed("receipt", "job-0", FailureCode.PRINTER_PAPER_OUT))
    assert len(bench.keeper.owed) == 1
    owed.on_device(DeviceStatus("receipt", "receipt_printer", Condition.READY))
    owed.on_device(DeviceStatus("receipt", "receipt_printer", Condition.READY))
    assert [job for job, _ in bench.devices.jobs] == ["job-0", "job-1"]
    owed.on_device(ReceiptPrinted("receipt", "job-1"))
    assert bench.keeper.owed == []


def test_what_comes_too_late_is_let_go_unprinted() -> None:
    bench = Bench(STILL_THERE + timedelta(seconds=1))
    OwedReceipts(bench).settle()
    assert bench.devices.jobs == []
    assert bench.keeper.owed == []
