"""Keys in planes, one at a time, with a key that brings the next."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qt_edge.widgets.key_pad import LETTERS, NUMBER_ROW, KeyPad

SIGNS = ("!\"#$%&'()*", "+,-./:;<=>", "?@[\\]^_`{|", "}~")
Plane = tuple[str, tuple[str, ...]]
"""Name, as the key that brings it says, and rows of characters."""
LATIN: tuple[Plane, ...] = (
    ("abc", (*NUMBER_ROW, *(row.lower() for row in LETTERS))),
    ("ABC", (*NUMBER_ROW, *LETTERS)),
    ("#+=", SIGNS),
)
"""Of user names and passwords: small letters, capitals and the signs of a keyboard."""


class PlanePad(QWidget):
    """Signals and key names of :class:`KeyPad`; ``plane_changed(str)``: the name of the one that shows now."""

    key_pressed = Signal(str)
    delete_pressed = Signal()
    done_pressed = Signal()
    other_pressed = Signal()
    plane_changed = Signal(str)

    def __init__(self, words: tuple[str, str], planes: Sequence[Plane] = LATIN, other: str = "") -> None:
        """``words``: of the keys delete and done; ``other``: of the one for another way to write, none if empty."""
        super().__init__()
        self._words = words
        self._other = other
        self._planes = planes
        self._plane = 0
        self._keys: KeyPad | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._show()

    def _turn(self) -> None:
        self._plane = (self._plane + 1) % len(self._planes)
        self._show()
        self.plane_changed.emit(self._planes[self._plane][0])

    def _show(self) -> None:
        if self._keys is not None:
            self._keys.hide()
            self._keys.deleteLater()
        following, _ = self._planes[(self._plane + 1) % len(self._planes)]
        keys = KeyPad(self._planes[self._plane][1], self._words, plane=following, other=self._other)
        keys.key_pressed.connect(self.key_pressed)
        keys.plane_pressed.connect(self._turn)
        keys.other_pressed.connect(self.other_pressed)
        keys.delete_pressed.connect(self.delete_pressed)
        keys.done_pressed.connect(self.done_pressed)
        self._lines.insertWidget(0, keys)
        self._keys = keys
