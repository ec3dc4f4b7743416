"""What the stages of all services share: a question to the platform, answered by an event."""

from collections.abc import Callable
from typing import TypeVar

from domain.failures import FailureCode
from kiosk.composition.stage import Stage
from kiosk.composition.workbench import Ways, Workbench
from qt_edge.background_jobs import Err, Outcome

S = TypeVar("S")
E = TypeVar("E")
F = TypeVar("F")
A = TypeVar("A")


class ServiceStage(Stage[S, E, F]):
    """Subclasses set ``_bench`` and ``_ways`` before they call this class's ``__init__``."""

    _bench: Workbench
    _ways: Ways

    def ask(self, question: Callable[[], A], answered: Callable[[A], E], failed: Callable[[FailureCode], E]) -> None:
        """On the line's worker; the answer comes as an event on the GUI thread."""

        def on_outcome(outcome: Outcome[A]) -> None:
            self._ways.active()
            self.feed(failed(outcome.failure) if isinstance(outcome, Err) else answered(outcome.value))

        self._bench.line.run(question, on_outcome)
