"""The maintenance screen put together."""

from devices.events import CodeScanned, DeviceEvent, PageScanned, PrintFailed, ReceiptPrinted, ScanFailed
from devices.ports import ScanSettings
from domain.documents.document import Document, Pair, Paragraph, Title
from domain.failures import text_key
from domain.text import Text, text
from kiosk.composition.maintenance.admission import Admission
from kiosk.composition.maintenance.records import Records
from kiosk.composition.maintenance.renewal import Renewal
from kiosk.composition.self_test import look_around
from kiosk.composition.stage import Stage
from kiosk.composition.stock import stock_of, stock_points
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journeys.maintenance import flow
from kiosk.journeys.maintenance.presenter import present
from kiosk.journeys.maintenance.screen import MaintenanceScreen
from qt_edge.background_jobs import Err, Outcome

_TAKES_CODES = flow.Locked | flow.LoggingIn | flow.AwaitingTicket


class MaintenanceStage(Stage[flow.State, flow.Event, flow.Effect]):
    """Locks itself by the countdown of every screen: the visit ends, and with it the permission."""

    def __init__(self, bench: Workbench, ways: Ways) -> None:
        self._bench = bench
        self._ways = ways
        self._job_id = self._scan_id = ""
        self._records = Records(bench, ways, self.feed)
        self._renewal = Renewal(bench, ways, self.feed)
        self._admission = Admission(bench, ways, self.feed)
        super().__init__(lambda: MaintenanceScreen(bench.say), flow.TABLE, flow.Locked(), present, self._perform)

    def on_device(self, event: DeviceEvent) -> None:
        if isinstance(event, CodeScanned) and isinstance(self.state, _TAKES_CODES):
            self.feed(flow.CodeShown(event.text))
        elif isinstance(event, ReceiptPrinted | PrintFailed) and event.job_id == self._job_id:
            self._job_id = ""
            key = text_key(event.failure) if isinstance(event, PrintFailed) else "maintenance.printed"
            self.feed(flow.PrintEnded(text(key)))
        elif isinstance(event, PageScanned | ScanFailed) and event.job_id == self._scan_id:
            self._on_scanned(event)

    def close(self) -> None:
        self._records.stop()
        super().close()

    def _on_scanned(self, event: PageScanned | ScanFailed) -> None:
        """Of more sheets only the first counts."""
        self._scan_id = ""
        if isinstance(event, ScanFailed):
            self.feed(flow.TestEnded(text(text_key(event.failure))))
            return
        self._bench.devices.cancel_scan()
        data = event.page.data
        self._bench.storage.run(lambda: _sheet_words(data), self._on_test)

    def _on_test(self, outcome: Outcome[Text]) -> None:
        self._ways.active()
        words = text(text_key(outcome.failure)) if isinstance(outcome, Err) else outcome.value
        self.feed(flow.TestEnded(words))

    def _perform(self, effect: flow.Effect) -> None:
        match effect:
            case flow.CheckPermit() | flow.ReadStick() | flow.LogIn():
                self._admission.perform(effect)
            case flow.LookAround():
                self._look()
            case flow.PrintTest():
                self._job_id = self._bench.ids.new_id()
                self._bench.devices.print(self._job_id, self._test_page())
            case flow.TestLine():
                platform = self._bench.platform
                self._bench.line.run(
                    lambda: text("maintenance_tests.line_is", ms=round(platform.ping())), self._on_test
                )
            case flow.TestScanner():
                self._scan_id = self._bench.ids.new_id()
                self._bench.devices.scan(self._scan_id, ScanSettings())
            case flow.SaveLogs():
                self._records.save()
            case flow.Renew() | flow.ReadTicket():
                self._renewal.perform(effect)
            case flow.CountAnew(kind):
                counters, now = self._bench.upkeep.counters, self._bench.clock.now()
                self._bench.storage.run(lambda: counters.changed(kind, now), self._on_counted)
            case flow.Leave():
                self._ways.end()

    def _look(self) -> None:
        statuses, queue = self._bench.devices.statuses(), self._bench.queue
        upkeep, now = self._bench.upkeep, self._bench.clock.now()

        def look() -> flow.Looked:
            points = look_around(statuses, queue, upkeep.station, now)
            stock = stock_of(upkeep.counters.read(), upkeep.settings)
            return flow.Looked((*points, *stock_points(stock)), stock)

        self._bench.storage.run(look, self._on_looked)

    def _on_looked(self, outcome: Outcome[flow.Looked]) -> None:
        if isinstance(outcome, Err):
            trouble = flow.Point(text("maintenance.queue"), text(text_key(outcome.failure)), fine=False)
            self.feed(flow.Looked((trouble,)))
        else:
            self.feed(outcome.value)

    def _on_counted(self, outcome: Outcome[None]) -> None:
        if isinstance(outcome, Err):
            self.feed(flow.TestEnded(text(text_key(outcome.failure))))

    def _test_page(self) -> Document:
        say, enrolment = self._bench.say, self._bench.enrolment
        return Document(
            "receipt",
            (
                Title(say(text("maintenance.test_page"))),
                Pair(say(text("maintenance.device")), enrolment.device_no),
                Pair(say(text("maintenance.at")), f"{self._bench.clock.now():%Y-%m-%d %H:%M} UTC"),
                Paragraph(say(text("maintenance.test_words"))),
            ),
        )


def _sheet_words(data: bytes) -> Text:
    """On the storage worker. Raises ``Failure`` for what is no page."""
    # Here and not above: the picture library is for technicians only.
    from devices.page_imaging.white_sheet import look_at_white_sheet

    sheet = look_at_white_sheet(data)
    verdict = "fine" if sheet.fine else "poor"
    return text(f"maintenance_tests.sheet_{verdict}", paper=sheet.paper, uneven=sheet.uneven, n=sheet.streaks)
