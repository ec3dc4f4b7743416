"""The white sheet of before: kept, compared with, told by the daily report."""

from pathlib import Path

import pytest

from kiosk.composition.sheet_words import drift_words, sheet_points
from kiosk.upkeep.sheet_reference import Sheet, SheetBook, Sheets, drift
from offline_queue.station import Station

AT = "2026-03-05T01:30:00+00:00"
NEW = Sheet(244, 6, 0, AT)


@pytest.mark.parametrize(
    ("now", "small"),
    [
        (Sheet(244, 6, 0, AT), True), (Sheet(229, 16, 0, AT), True), (Sheet(250, 2, 0, AT), True),
        (Sheet(228, 6, 0, AT), False), (Sheet(244, 17, 0, AT), False), (Sheet(244, 6, 1, AT), False),
    ],
)  # fmt: skip
def test_what_counts_as_drift(now: Sheet, small: bool) -> None:
    assert drift(now, NEW).small is small
    assert drift_words(now, NEW).key == f"maintenance_sheet.drift_{'small' if small else 'large'}"
    (point,) = sheet_points(Sheets(NEW, now))
    assert point.fine is small


def test_nothing_is_told_before_there_is_a_reference() -> None:
    assert sheet_points(Sheets(None, NEW)) == ()
    assert drift_words(NEW, None).key == "maintenance_sheet.no_reference"


def test_a_reference_outlives_the_process_and_stays_until_another_is_taken(tmp_path: Path) -> None:
    book = SheetBook(Station(tmp_path))
    assert book.accept() is None
    book.measured(NEW)
    assert book.accept() == NEW
    darker = Sheet(230, 9, 1, AT)
    book.measured(darker)
    assert SheetBook(Station(tmp_path)).read() == Sheets(NEW, darker)
    assert book.accept() == darker
    assert book.read().reference == darker


@pytest.mark.parametrize("words", ["", "[]", "{}", '{"reference": {"paper": "x"}, "last": null}', '{"reference": 1}'])
def test_a_file_that_cannot_be_read_is_none(tmp_path: Path, words: str) -> None:
    (tmp_path / "maintenance").mkdir()
    (tmp_path / "maintenance" / "white-sheet.json").write_text(words)
    assert SheetBook(Station(tmp_path)).read() == Sheets()
