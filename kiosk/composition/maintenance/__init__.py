"""The maintenance screen put together."""

from devices.events import CodeScanned, DeviceEvent, PageScanned, PrintFailed, ReceiptPrinted, ScanFailed
from domain.documents.document import Document, Pair, Paragraph, Title
from domain.failures import text_key
from domain.text import Text, text
from kiosk.composition.maintenance.admission import Admission
from kiosk.composition.maintenance.records import Records
from kiosk.composition.maintenance.renewal import Renewal
from kiosk.composition.maintenance.touch import Touch
from kiosk.composition.maintenance.white_sheet import SheetTest
from kiosk.composition.self_test import look_around
from kiosk.composition.sheet_words import sheet_points
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
        self._job_id = ""
        self._records = Records(bench, ways, self.feed)
        self._renewal = Renewal(bench, ways, self.feed)
        self._admission = Admission(bench, ways, self.feed)
        self._sheet = SheetTest(bench, ways, self.feed)
        self._touch = Touch(bench, ways, self.feed)
        super().__init__(lambda: MaintenanceScreen(bench.say), flow.TABLE, flow.Locked(), present, self._perform)

    def on_device(self, event: DeviceEvent) -> None:
        if isinstance(event, CodeScanned) and isinstance(self.state, _TAKES_CODES):
            self.feed(flow.CodeShown(event.text))
        elif isinstance(event, ReceiptPrinted | PrintFailed) and event.job_id == self._job_id:
            self._job_id = ""
            key = text_key(event.failure) if isinstance(event, PrintFailed) else "maintenance.printed"
            self.feed(flow.PrintEnded(text(key)))
        elif isinstance(event, PageScanned | ScanFailed):
            self._sheet.on_scanned(event)

    def close(self) -> None:
        self._records.stop()
        self._touch.stop()
        super().close()

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
            case flow.TestScanner() | flow.KeepReference():
                self._sheet.perform(effect)
            case flow.SaveLogs() | flow.KeepMap():
                self._ask_helper(effect)
            case flow.Renew() | flow.ReadTicket():
                self._renewal.perform(effect)
            case flow.CountAnew(kind):
                counters, now = self._bench.upkeep.counters, self._bench.clock.now()
                self._bench.storage.run(lambda: counters.changed(kind, now), self._on_counted)
            case flow.Leave():
                self._ways.end()

    def _ask_helper(self, effect: flow.SaveLogs | flow.KeepMap) -> None:
        """Of root."""
        if isinstance(effect, flow.SaveLogs):
            self._records.save()
        else:
            self._touch.keep(effect.map)

    def _look(self) -> None:
        statuses, queue = self._bench.devices.statuses(), self._bench.queue
        upkeep, now = self._bench.upkeep, self._bench.clock.now()

        def look() -> flow.Looked:
            points = look_around(statuses, queue, upkeep.station, now)
            stock = stock_of(upkeep.counters.read(), upkeep.settings)
            return flow.Looked((*points, *sheet_points(upkeep.sheets.read()), *stock_points(stock)), stock)

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
