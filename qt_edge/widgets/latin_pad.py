"""Keys for user names and passwords: small letters, capitals and the signs of a keyboard, one plane at a time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from qt_edge.widgets.key_pad import LETTERS, NUMBER_ROW, KeyPad
from qt_edge.widgets.role import set_role

SIGNS = ("!\"#$%&'()*", "+,-./:;<=>", "?@[\\]^_`{|", "}~")
_SMALL = tuple(row.lower() for row in LETTERS)
_PLANES = (("abc", (*NUMBER_ROW, *_SMALL)), ("ABC", (*NUMBER_ROW, *LETTERS)), ("#+=", SIGNS))

_ROWS = 5
"""Of keys on a plane, to one row of the key that changes it."""


class LatinPad(QWidget):
    """Signals and key names of :class:`KeyPad`; ``pad.plane`` changes to the plane it names."""

    key_pressed = Signal(str)
    delete_pressed = Signal()
    done_pressed = Signal()

    def __init__(self, words: tuple[str, str]) -> None:
        """``words``: of the keys delete and done."""
        super().__init__()
        self._words = words
        self._plane = 0
        self._keys: KeyPad | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(10)
        self._other = QPushButton()
        self._other.setObjectName("pad.plane")
        self._other.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(self._other, "key")
        self._other.clicked.connect(self._turn)
        self._other.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._lines.addWidget(self._other, 1)
        self._show()

    def _turn(self) -> None:
        self._plane = (self._plane + 1) % len(_PLANES)
        self._show()

    def _show(self) -> None:
        if self._keys is not None:
            self._keys.hide()
            self._keys.deleteLater()
        keys = KeyPad(_PLANES[self._plane][1], self._words)
        keys.key_pressed.connect(self.key_pressed)
        keys.delete_pressed.connect(self.delete_pressed)
        keys.done_pressed.connect(self.done_pressed)
        self._lines.insertWidget(0, keys, _ROWS)
        self._keys = keys
        following, _ = _PLANES[(self._plane + 1) % len(_PLANES)]
        self._other.setText(following)
