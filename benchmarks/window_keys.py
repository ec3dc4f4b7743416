"""What a key costs the clerk: from the key to the page painted as it then is."""

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from benchmarks.window_watch import wait_for
from window_client.journeys.counter.screen.page_grid import PageGrid

_TIMES = 5
_QUIET_S = 0.4
_CTRL = Qt.KeyboardModifier.ControlModifier
_KEYS = {
    "turn": (Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier),
    "assign": (Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier),
    "unassign": (Qt.Key.Key_0, Qt.KeyboardModifier.NoModifier),
    "move": (Qt.Key.Key_Right, _CTRL),
    "undo": (Qt.Key.Key_Z, _CTRL),
    "next": (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
}


def key_figures(window: QWidget, page: int) -> dict[str, float]:
    """``<key>_painted_ms``, the worst of a few, with the selection on ``page``."""
    grid: PageGrid = window.findChild(PageGrid)
    painted = _Painted(grid.viewport())
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(page, 0))
    painted.settle()
    worst = dict.fromkeys(_KEYS, 0.0)
    for _ in range(_TIMES):
        for name, (key, held) in _KEYS.items():
            started = time.perf_counter()
            painted.at = 0.0
            QTest.keyClick(grid, key, held)
            wait_for(lambda: painted.at > 0.0)
            worst[name] = max(worst[name], (painted.at - started) * 1000)
            painted.settle()
    return {f"{name}_painted_ms": value for name, value in worst.items()}


class _Painted(QObject):
    """``at``: when the event loop came round again after the last painting; 0 until then."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # the base class's name
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._on_painted)
        return False

    def settle(self) -> None:
        """The large view of the page is there too, so that the next key meets an idle window."""
        quiet_since = time.perf_counter()
        wait_for(lambda: time.perf_counter() - max(quiet_since, self.at) > _QUIET_S)

    def _on_painted(self) -> None:
        self.at = time.perf_counter()
