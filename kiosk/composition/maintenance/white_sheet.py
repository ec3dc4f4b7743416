"""A white sheet through the scanner: measured, compared with the reference, and taken for one."""

from collections.abc import Callable
from datetime import datetime

from devices.events import PageScanned, ScanFailed
from devices.ports import ScanSettings
from domain.failures import text_key
from domain.text import Text, text
from kiosk.composition.sheet_words import drift_words
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journeys.maintenance import flow
from kiosk.upkeep.sheet_reference import Sheet, SheetBook
from qt_edge.background_jobs import Err, Outcome


class SheetTest:
    def __init__(self, bench: Workbench, ways: Ways, feed: Callable[[flow.Event], None]) -> None:
        self._bench, self._ways, self._feed = bench, ways, feed
        self._scan_id = ""

    def perform(self, effect: flow.TestScanner | flow.KeepReference) -> None:
        if isinstance(effect, flow.KeepReference):
            self._bench.storage.run(self._bench.upkeep.sheets.accept, self._on_accepted)
            return
        self._scan_id = self._bench.ids.new_id()
        self._bench.devices.scan(self._scan_id, ScanSettings())

    def on_scanned(self, event: PageScanned | ScanFailed) -> None:
        """Of more sheets only the first counts."""
        if event.job_id != self._scan_id:
            return
        self._scan_id = ""
        if isinstance(event, ScanFailed):
            self._feed(flow.TestEnded(text(text_key(event.failure))))
            return
        self._bench.devices.cancel_scan()
        data, book, now = event.page.data, self._bench.upkeep.sheets, self._bench.clock.now()
        self._bench.storage.run(lambda: _measure(data, book, now), self._on_measured)

    def _on_measured(self, outcome: Outcome[flow.SheetEnded]) -> None:
        self._ways.active()
        self._feed(flow.TestEnded(text(text_key(outcome.failure))) if isinstance(outcome, Err) else outcome.value)

    def _on_accepted(self, outcome: Outcome[Sheet | None]) -> None:
        words = text(text_key(outcome.failure)) if isinstance(outcome, Err) else text("maintenance_sheet.accepted")
        self._feed(flow.TestEnded(words))


def _measure(data: bytes, book: SheetBook, now: datetime) -> flow.SheetEnded:
    """On the storage worker. Raises ``Failure`` for what is no page, and STORE_*."""
    # Here and not above: the picture library is for technicians only.
    from devices.page_imaging.white_sheet import look_at_white_sheet

    seen = look_at_white_sheet(data)
    sheet = Sheet(seen.paper, seen.uneven, seen.streaks, now.isoformat(timespec="seconds"))
    reference = book.read().reference
    book.measured(sheet)
    return flow.SheetEnded(_verdict(sheet, fine=seen.fine), drift_words(sheet, reference), may_accept=seen.fine)


def _verdict(sheet: Sheet, *, fine: bool) -> Text:
    key = f"maintenance_tests.sheet_{'fine' if fine else 'poor'}"
    return text(key, paper=sheet.paper, uneven=sheet.uneven, n=sheet.streaks)
