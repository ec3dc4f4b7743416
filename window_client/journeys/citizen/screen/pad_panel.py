"""The signature pad with its buttons. Where nobody can touch it stays empty: the clerk takes the question back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.text import Say, text
from qt_edge.signature_pad import SignaturePad
from qt_edge.widgets import PrimaryButton, QuietButton, SecondaryButton


class PadPanel(QWidget):
    """``signed(PNG: bytes)``, ``objected()``."""

    signed = Signal(bytes)
    objected = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._pad = SignaturePad(say(text("citizen.sign_here")), "citizen.pad")
        self._wrong = QuietButton(say(text("citizen.wrong")), "citizen.wrong_after_all")
        self._undo = SecondaryButton(say(text("citizen.undo")), "citizen.undo")
        self._again = SecondaryButton(say(text("citizen.again")), "citizen.again")
        self._done = PrimaryButton(say(text("citizen.done")), "citizen.done")
        self._pad.changed.connect(self._on_changed)
        self._wrong.clicked.connect(self.objected)
        self._undo.clicked.connect(self._pad.undo)
        self._again.clicked.connect(self._pad.clear)
        self._done.clicked.connect(lambda: self.signed.emit(self._pad.picture()))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self._undo, self._again, self._done):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        column.addWidget(self._pad, 1)
        column.addLayout(buttons)
        column.addWidget(self._wrong, 0, Qt.AlignmentFlag.AlignRight)
        self._on_changed()

    def clear(self) -> None:
        """The next hand begins on white."""
        self._pad.clear()

    def _on_changed(self) -> None:
        """Nothing written yet: nothing to take back or to hand over."""
        self._done.setEnabled(self._pad.is_signed)
        for button in (self._undo, self._again):
            button.setEnabled(self._pad.picture() != b"")
