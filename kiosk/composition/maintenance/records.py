"""The archive of logs and reports, packed, checked, and laid out for the stick."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from assets.texts import Texts
from domain.failures import text_key
from domain.text import Text, text
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journeys.maintenance import flow
from kiosk.upkeep.archive import NotClean, pack
from kiosk.upkeep.usb_stick import Answer
from qt_edge.background_jobs import Err, Outcome

ASK_MS = 500
MOST_ASKED = 120
"""A minute: then nobody answers who should."""


class Records(QObject):
    def __init__(self, bench: Workbench, ways: Ways, feed: Callable[[flow.Event], None]) -> None:
        super().__init__()
        self._bench, self._ways, self._feed = bench, ways, feed
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self._ask)

    def save(self) -> None:
        self._asked = 0
        self._bench.storage.run(self._lay_out, self._on_laid_out)

    def stop(self) -> None:
        self._timer.stop()

    def _lay_out(self) -> Text | None:
        """On the storage worker: why nothing is laid out."""
        upkeep, at = self._bench.upkeep, self._bench.clock.now()
        own_words = Texts("zh").sentences()
        packed = pack(upkeep.settings, upkeep.station, self._bench.enrolment, at, own_words)
        if isinstance(packed, NotClean):
            found = packed.findings[0]
            kind = self._bench.say(text(f"maintenance_logs.{found.kind}"))
            return text("maintenance_logs.not_clean", file=found.file, kind=kind)
        upkeep.stick_writer.lay_out(packed.data, at)
        return None

    def _on_laid_out(self, outcome: Outcome[Text | None]) -> None:
        if isinstance(outcome, Err):
            self._end(text(text_key(outcome.failure)))
        elif outcome.value is not None:
            self._end(outcome.value)
        else:
            self._timer.start()

    @Slot()
    def _ask(self) -> None:
        self._asked += 1
        self._ways.active()
        self._bench.storage.run(self._bench.upkeep.stick_writer.answer, self._on_answer)

    def _on_answer(self, outcome: Outcome[Answer | None]) -> None:
        if isinstance(outcome, Err):
            self._end(text(text_key(outcome.failure)))
        elif outcome.value is not None:
            self._end(text(f"maintenance_logs.{outcome.value}"))
        elif self._asked >= MOST_ASKED:
            self._end(text("maintenance_logs.nobody"))

    def _end(self, words: Text) -> None:
        if self._timer.isActive():
            self._timer.stop()
        self._feed(flow.TestEnded(words))
