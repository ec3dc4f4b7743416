"""The last steps put together: handed in, and progress."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from devices.events import CodeScanFailed, CodeScanned, DeviceEvent, PrintFailed, ReceiptPrinted
from domain.case.receipt_code import ReceiptCode
from domain.contract.progress import CaseProgress, ProgressQuery
from domain.documents.receipt import submission_receipt
from domain.failures import FailureCode
from kiosk import journey_map
from kiosk.composition.hand_in import correction_task, receipt_facts
from kiosk.composition.stage import Stage, is_working, reader_trouble
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journey_map import Visit
from kiosk.journeys.done import flow as done
from kiosk.journeys.done.presenter import present as present_done
from kiosk.journeys.done.screen import DoneScreen
from kiosk.journeys.progress import flow as progress
from kiosk.journeys.progress.presenter import present as present_progress
from kiosk.journeys.progress.screen import ProgressScreen
from offline_queue.projection import EntryView
from qt_edge.background_jobs import Err, Ok, Outcome
from qt_edge.outbox_bridge import is_delivered

CODE_SCANNER = "qr_scanner"
LOOK_MS = 1000


class DoneStage(Stage[done.State, done.Event, done.Effect]):
    """Prints when the screen opens; looks for the platform's acknowledgement once a second."""

    def __init__(self, bench: Workbench, ways: Ways, visit: Visit, slip: done.Slip, submission_id: str) -> None:
        self._bench = bench
        self._ways = ways
        self._visit = visit
        self._submission_id = submission_id
        self._job_id = ""
        super().__init__(lambda: DoneScreen(bench.say), done.TABLE, done.Printing(slip), present_done, self._perform)
        self._timer = QTimer()
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def opened(self) -> None:
        self._perform(done.PrintReceipt(self.state.slip, 0))
        self._timer.start()

    def close(self) -> None:
        """The paper is out, or the citizen saw number and code and left: nothing is owed any more."""
        self._timer.stop()
        keeper, submission_id = self._bench.keeper, self._submission_id
        self._bench.storage.run(lambda: keeper.receipt_given(submission_id), lambda _: None)
        super().close()

    def on_device(self, event: DeviceEvent) -> None:
        if not isinstance(event, ReceiptPrinted | PrintFailed) or event.job_id != self._job_id:
            return
        if isinstance(self.state, done.Printing):
            self._ways.active()
            self.feed(done.ReceiptFailed(event.failure) if isinstance(event, PrintFailed) else done.ReceiptCame())

    def _perform(self, effect: done.Effect) -> None:
        match effect:
            case done.PrintReceipt(slip, reprint):
                facts = receipt_facts(
                    slip,
                    self._visit,
                    self._bench.enrolment,
                    reprint=reprint,
                    demonstration=self._bench.shop.catalogue.demonstration,
                )
                self._job_id = self._bench.ids.new_id()
                self._bench.devices.print(self._job_id, submission_receipt(facts, self._bench.say))
            case done.OpenEvaluation():
                self._ways.go(journey_map.Open("evaluation"))
            case done.Leave():
                self._ways.end()

    def _look(self) -> None:
        self._bench.storage.run(self._bench.queue.entries, self._on_entries)

    def _on_entries(self, outcome: Outcome[tuple[EntryView, ...]]) -> None:
        entries = outcome.value if isinstance(outcome, Ok) else ()
        for entry in entries:
            if entry.submission_id == self._submission_id and is_delivered(entry) and self._timer.isActive():
                self._timer.stop()
                self.feed(done.Delivered(entry.official_no))


class ProgressStage(Stage[progress.State, progress.Event, progress.Effect]):
    """``words``: of a code that was shown at the home screen."""

    def __init__(self, bench: Workbench, ways: Ways, words: str = "") -> None:
        self._words = words
        self._bench = bench
        self._ways = ways
        super().__init__(
            lambda: ProgressScreen(bench.say), progress.TABLE, progress.ShowCode(), present_progress, self._perform
        )

    def opened(self) -> None:
        if self._words:
            self.feed(progress.CodeRead(self._words))
        else:
            self._bench.devices.refresh()

    def on_device(self, event: DeviceEvent) -> None:
        trouble = reader_trouble(event, CODE_SCANNER)
        waiting = isinstance(self.state, progress.ShowCode | progress.NotOurs | progress.ScannerAbsent)
        if isinstance(event, CodeScanned):
            self._ways.data_given()
            self._ways.active()
            self.feed(progress.CodeRead(event.text))
        elif isinstance(event, CodeScanFailed) and waiting:
            self._ways.active()
            self.feed(progress.CodeNotRead(event.failure))
        elif trouble is not None and waiting:
            self.feed(progress.ScannerGone(trouble.failure))
        elif is_working(event, CODE_SCANNER) and isinstance(self.state, progress.ScannerAbsent):
            self.feed(progress.ScannerBack())

    def _perform(self, effect: progress.Effect) -> None:
        match effect:
            case progress.AskPlatform(code):
                query = ProgressQuery(case_id=code.case_id, token=code.token)
                self._bench.line.run(lambda: self._bench.platform.progress(query), self._on_answer(code))
            case progress.Correct(code, answer):
                task = correction_task(answer, code.token, self._bench.shop.catalogue)
                if task is not None:
                    self._ways.go(journey_map.TaskChosen(task))
            case progress.OpenMine():
                self._ways.go(journey_map.Open("cases"))
            case progress.Leave():
                self._ways.end()

    def _on_answer(self, code: ReceiptCode) -> Callable[[Outcome[CaseProgress]], None]:
        def answered(outcome: Outcome[CaseProgress]) -> None:
            self._ways.active()
            if isinstance(outcome, Err):
                self._look_here(code, outcome.failure)
            else:
                answer = outcome.value
                task = correction_task(answer, code.token, self._bench.shop.catalogue)
                self.feed(progress.Answered(answer, correctable=answer.correction is None or task is not None))

        return answered

    def _look_here(self, code: ReceiptCode, failure: FailureCode) -> None:
        """A case that waits in this device's own queue is safe: the citizen is told."""

        def found(outcome: Outcome[tuple[EntryView, ...]]) -> None:
            entries = outcome.value if isinstance(outcome, Ok) else ()
            here = next((e.state for e in entries if e.case_id == code.case_id and not is_delivered(e)), "")
            self.feed(progress.NotAnswered(failure, here))

        self._bench.storage.run(self._bench.queue.entries, found)
