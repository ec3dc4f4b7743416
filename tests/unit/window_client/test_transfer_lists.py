"""The day's lists go to the printer once, and what went wrong is said."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast

import window_samples as samples

from assets.texts import Texts
from devices.events import PrintFailed, ReceiptPrinted
from domain.clock import Clock, SystemClock, SystemIds
from domain.contract.transfer import TransferAsk, TransferCase, TransferList, TransferLists, TransferPaper
from domain.documents.document import Document, Emphasis, Table
from domain.documents.transfer_list import transfer_list
from domain.failures import FailureCode
from domain.text import Text
from qt_edge.background_jobs import Err, Ok, Outcome
from window_client.shell.means import Means, SessionToken
from window_client.shell.platform_desk import PlatformDesk
from window_client.shell.transfer_runner import TransferRunner

DOWN, PAPER_OUT = FailureCode["PLATFORM_UNREACHABLE"], FailureCode["PRINTER_PAPER_OUT"]
CASE = TransferCase(
    official_no="330203202603050000010X", item_name="医疗费用手工（零星）报销", applicant_masked="*三",
    papers=(TransferPaper(name="医疗费用票据原件", pages=3), TransferPaper(name="费用明细清单", pages=1)),
)  # fmt: skip


def made(printed_before: int = 0) -> TransferList:
    return TransferList(
        list_no="330203-W01-20260305-A1", day=date(2026, 3, 5), node_name="综合窗口", authority=samples.AUTHORITY,
        cases=(CASE, CASE), printed_before=printed_before,
    )  # fmt: skip


class Stopped:
    """A clock at the moment of the samples."""

    def now(self) -> datetime:
        return samples.NOW


class Station:
    """A platform that answers from a list, a printer that keeps what it was given."""

    def __init__(self, *answers: Outcome[TransferLists]) -> None:
        self._answers = list(answers)
        self.asked: list[TransferAsk] = []
        self.printed: dict[str, Document] = {}
        self.told: list[str] = []
        means = Means(Texts("zh"), cast(Clock, Stopped()), SystemIds(SystemClock()), SessionToken())
        self.runner = TransferRunner(cast(PlatformDesk, self), self.printed.__setitem__, means, self._tell)

    def ask(self, question: Callable[[Any], Any], done: Callable[[Outcome[Any]], None]) -> None:
        question(self)
        done(self._answers.pop(0))

    def transfers(self, _token: str, ask: TransferAsk) -> None:
        self.asked.append(ask)

    def _tell(self, words: Text) -> None:
        self.told.append(words.key)


def test_an_ask_without_an_answer_is_the_same_the_next_time() -> None:
    station = Station(Err(DOWN), Ok(TransferLists(lists=(made(), made()))), Ok(TransferLists(lists=())))
    for _ in range(3):
        station.runner.print_today()
    first, second, third = station.asked
    assert first == second != third
    assert first.day == date(2026, 3, 5)
    assert len(station.printed) == 2
    assert station.told == ["failure.platform_unreachable", "transfer.sent", "transfer.none"]


def test_a_list_that_did_not_print_is_told_once() -> None:
    station = Station(Ok(TransferLists(lists=(made(), made()))))
    station.runner.print_today()
    good, bad = station.printed
    station.runner.device_said(ReceiptPrinted("receipt", good))
    for job_id in (good, bad, bad):
        station.runner.device_said(PrintFailed("receipt", job_id, PAPER_OUT))
    assert station.told == ["transfer.sent", "transfer.failed"]


def test_the_list_names_every_paper_and_a_reprint_says_so() -> None:
    first, again = transfer_list(made(), Texts("zh")), transfer_list(made(2), Texts("zh"))
    (table,) = (block for block in first.blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows] == ["1", "2"]
    assert all(word in table.rows[0][2] for word in ("医疗费用票据原件 3 页", "费用明细清单 1 页"))
    assert not any(isinstance(block, Emphasis) for block in first.blocks)
    assert any(isinstance(block, Emphasis) and "2" in block.words for block in again.blocks)
