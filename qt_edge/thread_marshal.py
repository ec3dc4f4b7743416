"""The one way from a foreign thread into the GUI thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot


class ThreadMarshal(QObject):
    """``post`` may be called on any thread; ``deliver`` runs on the thread that made this object."""

    _arrived = Signal(object)

    def __init__(self, deliver: Callable[[Any], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deliver = deliver
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def post(self, message: object) -> None:
        self._arrived.emit(message)

    @Slot(object)
    def _on_arrived(self, message: object) -> None:
        self._deliver(message)
