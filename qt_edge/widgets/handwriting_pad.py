"""Chinese written by hand: a square to write in, what it may mean, and keys of signs beside it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.handwriting import Point
from qt_edge.ink_field import InkField
from qt_edge.theme import COLOURS
from qt_edge.widgets.candidate_strip import CandidateStrip
from qt_edge.widgets.key_pad import KeyPad

_SIGNS = ("123", "456", "789", "，0。")
_SMALLEST, _USUAL = 220, 340

Recognise = Callable[[Sequence[Sequence[Point]]], Sequence[str]]


class WritingField(InkField):
    """With the dashed cross of an exercise book; ``words`` until the first stroke."""

    def __init__(self, words: str) -> None:
        super().__init__(words, "pad.ink")
        self.setMinimumSize(_SMALLEST, _SMALLEST)
        self._words = words

    def sizeHint(self) -> QSize:
        return QSize(_USUAL, _USUAL)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(COLOURS["line"]), 2))
        painter.setBrush(QColor(COLOURS["paper"]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.setPen(QPen(QColor(COLOURS["line"]), 2, Qt.PenStyle.DashLine))
        middle = self.rect().center()
        painter.drawLine(middle.x(), 12, middle.x(), self.height() - 12)
        painter.drawLine(12, middle.y(), self.width() - 12, middle.y())
        if not self.strokes:
            painter.setPen(QColor(COLOURS["ink_soft"]))
            inside = self.rect().adjusted(24, 24, -24, -24)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
            painter.drawText(inside, flags, self._words)
        self.draw_ink(painter, QRectF(event.rect()))
        painter.end()


class HandwritingPad(QWidget):
    """Signals of :class:`KeyPad`; ``plane_pressed`` leads back to the other keys. Delete takes the last stroke back,
    then a character of the line; done takes the likeliest character."""

    key_pressed = Signal(str)
    plane_pressed = Signal()
    delete_pressed = Signal()
    done_pressed = Signal()

    def __init__(self, words: tuple[str, str], plane: str, write_here: str, recognise: Recognise) -> None:
        """``words``: of the keys delete and done; ``plane``: of the one that leads back."""
        super().__init__()
        self._recognise = recognise
        self._meant: Sequence[str] = ()
        self._strip = CandidateStrip()
        self._strip.chosen.connect(lambda place: self._take(self._meant[place]))
        self._ink = WritingField(write_here)
        self._ink.changed.connect(self._offer)
        signs = KeyPad(_SIGNS, ("", ""))
        signs.key_pressed.connect(self._on_sign)
        keys = KeyPad((), words, plane=plane)
        keys.plane_pressed.connect(self.plane_pressed)
        keys.delete_pressed.connect(self._on_delete)
        keys.done_pressed.connect(self._on_done)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        lines.addWidget(self._strip)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._ink, 3)
        row.addWidget(signs, 2)
        lines.addLayout(row, 1)
        lines.addWidget(keys)

    def _offer(self) -> None:
        self._meant = self._recognise(self._ink.strokes.lines())
        self._strip.offer("", self._meant)

    def _take(self, character: str) -> None:
        self._ink.clear()
        self.key_pressed.emit(character)

    def _settle(self) -> None:
        if self._meant:
            self._take(self._meant[0])

    def _on_sign(self, sign: str) -> None:
        self._settle()
        self.key_pressed.emit(sign)

    def _on_delete(self) -> None:
        if self._ink.strokes:
            self._ink.undo()
        else:
            self.delete_pressed.emit()

    def _on_done(self) -> None:
        self._settle()
        self.done_pressed.emit()
