"""Notices that nobody touched the window for a while."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

_SIGNS_OF_LIFE = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )
)


class IdleLock(QObject):
    """Installed on the application. ``idle()`` once after ``minutes`` without a key or a touch of the clerk's.

    ``is_other``: whether an object that was touched is somebody else's, the citizen's.
    """

    idle = Signal()

    def __init__(self, minutes: float, is_other: Callable[[QObject], bool] = lambda _touched: False) -> None:
        super().__init__()
        self._is_other = is_other
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(minutes * 60_000))
        self._timer.timeout.connect(self.idle)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def eventFilter(self, touched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE and self._timer.isActive() and not self._is_other(touched):
            self._timer.start()
        return False
