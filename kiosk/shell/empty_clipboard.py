"""What a citizen marks or copies stays on no clipboard, not even until the visit ends."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QClipboard, QGuiApplication


class EmptyClipboard(QObject):
    """Of a whole process. An X server also shows other programs what was only marked (the selection)."""

    def __init__(self) -> None:
        super().__init__()
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.changed.connect(self._on_changed)

    @Slot(QClipboard.Mode)
    def _on_changed(self, mode: QClipboard.Mode) -> None:
        kept = self._clipboard.mimeData(mode)
        if kept is not None and kept.formats():
            self._clipboard.clear(mode)
