"""A line to write in that says when the finger enters and leaves it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from qt_edge.widgets.role import restyle


class LineField(QLineEdit):
    """``entered`` and ``left`` carry nothing; ``textEdited`` tells what a person typed, on whichever keys."""

    entered = Signal()
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        # An input method may offer words, but learns none: what one person wrote is not offered to the next.
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)

    def press(self, characters: str) -> None:
        """A key of our own pad: as if it had been typed."""
        self.insert(characters)

    def press_delete(self) -> None:
        self.backspace()

    def show_wrong(self, wrong: bool) -> None:
        restyle(self, "wrong", "true" if wrong else "false")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
