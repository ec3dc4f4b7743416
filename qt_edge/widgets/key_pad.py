"""Keys of our own on the screen. They never take the focus; whoever shows them feeds the field."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from qt_edge.widgets.role import set_role

DIGITS = ("123", "456", "789")
LETTERS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
ALPHABET = ("ABCDEFGHI", "JKLMNOPQR", "STUVWXYZ")
NUMBER_ROW = ("1234567890",)


class KeyPad(QWidget):
    """``key_pressed(str)``: the character; ``delete_pressed``, ``done_pressed``.

    ``rows``: characters row by row; ``name``: keys are ``<name>.<char>``, ``<name>.delete``, ``<name>.done``.
    ``words``: of the keys delete and done; an empty one leaves the key out.
    """

    key_pressed = Signal(str)
    delete_pressed = Signal()
    done_pressed = Signal()

    def __init__(self, rows: Sequence[str], words: tuple[str, str], name: str = "pad") -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self._name = name
        # Two grid columns to a key, so that a shorter row can be centred.
        self._width = max(len(row) for row in rows) * 2
        for number, row in enumerate(rows):
            self._row(number, row)
        self._words_row(len(rows), words)

    def _row(self, number: int, characters: str) -> None:
        start = (self._width - len(characters) * 2) // 2
        for place, character in enumerate(characters):
            key = self._key(character, character)
            key.clicked.connect(lambda _=False, c=character: self.key_pressed.emit(c))
            self._grid.addWidget(key, number, start + place * 2, 1, 2)

    def _words_row(self, number: int, words: tuple[str, str]) -> None:
        delete, done = words
        half = self._width // 2 if done else self._width
        if delete:
            key = self._key(delete, "delete")
            key.setAutoRepeat(True)
            key.clicked.connect(self.delete_pressed)
            self._grid.addWidget(key, number, 0, 1, half)
        if done:
            key = self._key(done, "done", role="key_strong")
            key.clicked.connect(self.done_pressed)
            self._grid.addWidget(key, number, half if delete else 0, 1, self._width - half if delete else self._width)

    def _key(self, words: str, name: str, role: str = "key") -> QPushButton:
        key = QPushButton(words.replace("&", "&&"))
        key.setObjectName(f"{self._name}.{name}")
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        set_role(key, role)
        return key
