"""Whether whoever stands here may maintain this terminal: always a permit of the platform, however it came."""

from collections.abc import Callable

from domain.contract.maintenance_permit import FILE
from domain.failures import Failure
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journeys.maintenance import flow
from kiosk.upkeep.usb_stick import read_words
from offline_queue.maintenance_permit import permitted
from qt_edge.background_jobs import Err, Outcome


class Admission:
    def __init__(self, bench: Workbench, ways: Ways, feed: Callable[[flow.Event], None]) -> None:
        self._bench, self._ways, self._feed = bench, ways, feed

    def perform(self, effect: flow.CheckPermit | flow.ReadStick | flow.LogIn) -> None:
        match effect:
            case flow.CheckPermit(words):
                self._check(words)
            case flow.ReadStick():
                stick = self._bench.upkeep.stick
                self._bench.storage.run(lambda: read_words(stick, FILE), self._on_words)
            case flow.LogIn(username, password):
                # A password was typed: from here on the end of it is the end of the process.
                self._ways.data_given()
                platform = self._bench.platform
                self._bench.line.run(lambda: platform.maintenance_permit(username, password), self._on_words)

    def _on_words(self, outcome: Outcome[str]) -> None:
        self._ways.active()
        if isinstance(outcome, Err):
            self._feed(flow.NotPermitted(outcome.failure))
        else:
            self._check(outcome.value)

    def _check(self, words: str) -> None:
        try:
            by = permitted(words, self._bench.enrolment)
        except Failure as failure:
            self._feed(flow.NotPermitted(failure.code))
            return
        self._ways.data_given()
        self._feed(flow.Permitted(by))
