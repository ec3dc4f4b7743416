"""Keys of our own on the screen. They never take the focus; whoever shows them feeds the field."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from qt_edge.widgets.role import set_role

DIGITS = ("123", "456", "789")
LETTERS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
ALPHABET = ("ABCDEFGHI", "JKLMNOPQR", "STUVWXYZ")
NUMBER_ROW = ("1234567890",)
_WIDTH = 12
"""Of keys that say words, where there are no others; any number of them divides it."""


class KeyPad(QWidget):
    """``key_pressed(str)``: the character; ``other_pressed``, ``plane_pressed``, ``delete_pressed``, ``done_pressed``.

    ``rows``: characters row by row; ``name``: keys are ``<name>.<char>``, ``<name>.other``, ``<name>.plane``,
    ``<name>.delete``, ``<name>.done``. ``words``: of the keys delete and done; ``plane``: of the one that brings other
    characters; ``other``: of the one that brings another way to write; an empty one leaves the key out.
    """

    key_pressed = Signal(str)
    other_pressed = Signal()
    plane_pressed = Signal()
    delete_pressed = Signal()
    done_pressed = Signal()

    def __init__(
        self, rows: Sequence[str], words: tuple[str, str], name: str = "pad", plane: str = "", other: str = ""
    ) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self._name = name
        # Two grid columns to a key, so that a shorter row can be centred.
        self._width = max((len(row) for row in rows), default=_WIDTH) * 2
        for number, row in enumerate(rows):
            self._row(number, row)
        delete, done = words
        self._words_row(len(rows), other, plane, delete, done)

    def _row(self, number: int, characters: str) -> None:
        start = (self._width - len(characters) * 2) // 2
        for place, character in enumerate(characters):
            key = self._key(character, character)
            key.clicked.connect(lambda _=False, c=character: self.key_pressed.emit(c))
            self._grid.addWidget(key, number, start + place * 2, 1, 2)

    def _words_row(self, number: int, other: str, plane: str, delete: str, done: str) -> None:
        """Side by side over the whole width."""
        keys = []
        if other:
            keys.append(self._key(other, "other", role="key"))
            keys[-1].clicked.connect(self.other_pressed)
        if plane:
            keys.append(self._key(plane, "plane", role="key"))
            keys[-1].clicked.connect(self.plane_pressed)
        if delete:
            keys.append(self._key(delete, "delete", role="key"))
            keys[-1].setAutoRepeat(True)
            keys[-1].clicked.connect(self.delete_pressed)
        if done:
            keys.append(self._key(done, "done", role="key_strong"))
            keys[-1].clicked.connect(self.done_pressed)
        edges = [round(self._width * at / len(keys)) for at in range(len(keys) + 1)] if keys else []
        for key, left, right in zip(keys, edges, edges[1:], strict=False):
            self._grid.addWidget(key, number, left, 1, right - left)

    def _key(self, words: str, name: str, role: str = "key") -> QPushButton:
        key = QPushButton(words.replace("&", "&&"))
        key.setObjectName(f"{self._name}.{name}")
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        set_role(key, role)
        return key
