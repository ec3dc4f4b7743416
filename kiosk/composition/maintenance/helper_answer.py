"""Root's helper was asked for something: its answer, looked for until it comes or too much time has gone."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from domain.failures import text_key
from domain.text import Text, text
from kiosk.composition.workbench import Ways, Workbench
from qt_edge.background_jobs import Err, Outcome

ASK_MS = 500
MOST_ASKED = 120
"""A minute: then nobody answers who should."""


class HelperAnswer(QObject):
    """``ask``: on the storage worker; ``None``: not yet. ``words``: the texts an answer is a key of; ``nobody`` too."""

    def __init__(
        self, bench: Workbench, ways: Ways, ask: Callable[[], str | None], words: str, end: Callable[[Text], None]
    ) -> None:
        super().__init__()
        self._bench, self._ways, self._ask, self._words, self._ended = bench, ways, ask, words, end
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self._look)

    def wait(self) -> None:
        self._asked = 0
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        self._asked += 1
        self._ways.active()
        self._bench.storage.run(self._ask, self._on_answer)

    def _on_answer(self, outcome: Outcome[str | None]) -> None:
        if isinstance(outcome, Err):
            self._end(text(text_key(outcome.failure)))
        elif outcome.value is not None:
            self._end(text(f"{self._words}.{outcome.value}"))
        elif self._asked >= MOST_ASKED:
            self._end(text(f"{self._words}.nobody"))

    def _end(self, words: Text) -> None:
        """An answer that was asked for twice is told once."""
        if self._timer.isActive():
            self._timer.stop()
            self._ended(words)
