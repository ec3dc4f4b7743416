"""The archive of logs and reports, packed, checked, and laid out for the stick."""

from collections.abc import Callable

from assets.texts import Texts
from domain.failures import text_key
from domain.text import Text, text
from kiosk.composition.maintenance.helper_answer import HelperAnswer
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journeys.maintenance import flow
from kiosk.upkeep.archive import NotClean, pack
from qt_edge.background_jobs import Err, Outcome


class Records:
    def __init__(self, bench: Workbench, ways: Ways, feed: Callable[[flow.Event], None]) -> None:
        self._bench, self._feed = bench, feed
        self._answer = HelperAnswer(bench, ways, bench.upkeep.stick_writer.answer, "maintenance_logs", self._end)

    def save(self) -> None:
        self._bench.storage.run(self._lay_out, self._on_laid_out)

    def stop(self) -> None:
        self._answer.stop()

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
            self._answer.wait()

    def _end(self, words: Text) -> None:
        self._feed(flow.TestEnded(words))
