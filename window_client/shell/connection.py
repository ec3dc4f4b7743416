"""Whether the platform answers, as heard from every question asked."""

from PySide6.QtCore import QObject, Signal

from domain.failures import FailureCode


class Connection(QObject):
    """``changed(bool)`` when it becomes known, is lost or returns; ``session_refused()``."""

    changed = Signal(bool)
    session_refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._up: bool | None = None

    def heard(self, failure: FailureCode | None) -> None:
        """A refusal is an answer too; only N codes say that nobody answered."""
        up = failure is None or not failure.value.startswith("N")
        if up != self._up:
            self._up = up
            self.changed.emit(up)
        if failure is not None and failure.name == "CLERK_REFUSED":
            self.session_refused.emit()
