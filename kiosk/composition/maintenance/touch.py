"""A measured touch map is laid out for root's helper, and its answer awaited."""

from collections.abc import Callable

from domain.failures import text_key
from domain.text import Text, text
from kiosk.composition.maintenance.helper_answer import HelperAnswer
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journeys.maintenance import flow
from kiosk.upkeep.touch_map import TouchMap
from qt_edge.background_jobs import Err, Outcome


class Touch:
    def __init__(self, bench: Workbench, ways: Ways, feed: Callable[[flow.Event], None]) -> None:
        self._bench, self._feed = bench, feed
        self._panel = bench.upkeep.touch_panel
        self._answer = HelperAnswer(bench, ways, self._panel.answer, "maintenance_touch", self._end)

    def keep(self, correction: TouchMap) -> None:
        self._bench.storage.run(lambda: self._ask(correction), self._on_asked)

    def stop(self) -> None:
        self._answer.stop()

    def _ask(self, correction: TouchMap) -> Text | None:
        """On the storage worker: why nobody is asked, if so."""
        before = self._panel.in_force()
        if before is None:
            return text("maintenance_touch.no_panel")
        wanted = correction.after(before)
        if not wanted.in_bounds:
            return text("maintenance_touch.out_of_bounds")
        self._panel.ask(wanted)
        return None if self._panel.helped else text("maintenance_touch.no_helper")

    def _on_asked(self, outcome: Outcome[Text | None]) -> None:
        if isinstance(outcome, Err):
            self._end(text(text_key(outcome.failure)))
        elif outcome.value is not None:
            self._end(outcome.value)
        else:
            self._answer.wait()

    def _end(self, words: Text) -> None:
        self._feed(flow.TestEnded(words))
