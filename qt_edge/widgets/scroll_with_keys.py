"""A column that scrolls, and keys of our own that come up under or beside it for the line that is being written in."""

from PySide6.QtWidgets import QBoxLayout, QWidget

from assets.pinyin_words import pinyin_words
from qt_edge.handwriting import handwriting
from qt_edge.widgets.chinese_pad import ChinesePad, ChineseWords
from qt_edge.widgets.key_pad import DIGITS, LETTERS, NUMBER_ROW, KeyPad
from qt_edge.widgets.line_field import LineField
from qt_edge.widgets.plane_pad import PlanePad
from qt_edge.widgets.role import restyle
from qt_edge.widgets.touch_scroll import TouchScroll

_PADS = {
    "digits": (*DIGITS, "0"),
    "money": (*DIGITS, ".0"),
    "id": (*DIGITS, "0X"),
    "letters": (*NUMBER_ROW, *LETTERS),
}
_OF_WORDS = ("letters", "words")
"""Where Qt's keyboard may stand instead."""
_SHARES = {"letters": (0.48, 0.5), "latin": (0.48, 0.5), "words": (0.5, 0.66)}
_FEW_KEYS = (0.25, 0.5)
"""Of width and height of a wide screen."""


class ScrollWithKeys(QWidget):
    """Keys are named ``pad.<char>``."""

    def __init__(self, words: ChineseWords, *, own_letters: bool = True) -> None:
        """``own_letters``: false where Qt's keyboard comes up."""
        super().__init__()
        self._words, self._chinese = (words.delete, words.done), words
        self._own_letters = own_letters
        self._pad: KeyPad | PlanePad | ChinesePad | None = None
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(16)
        self.column = TouchScroll()
        self._lines.addWidget(self.column, 1)

    def write_in(self, line: LineField, keys: str, sight: QWidget | None = None) -> None:
        """Keys for ``line``, by the name of their pad, or none; ``sight`` (else the line) is scrolled to."""
        self.put_keys_away()
        pad = self._new_pad(keys)
        if pad is None:
            return
        pad.key_pressed.connect(line.press)
        pad.delete_pressed.connect(line.press_delete)
        pad.done_pressed.connect(line.clearFocus)
        pad.done_pressed.connect(self.put_keys_away)
        self._pad = pad
        self._lines.addWidget(pad)
        window = self.window().size()
        wide = window.width() > window.height()
        self._lines.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        if wide:
            restyle(pad, "low", "true")
            width, height = _SHARES.get(keys, _FEW_KEYS)
            pad.setMaximumSize(int(window.width() * width), int(window.height() * height))
        self._lines.activate()
        self.column.ensureWidgetVisible(sight or line)

    def _new_pad(self, keys: str) -> KeyPad | PlanePad | ChinesePad | None:
        if keys in _OF_WORDS and not self._own_letters:
            return None
        if keys == "latin":
            return PlanePad(self._words)
        if keys == "words":
            by_hand = handwriting()
            return ChinesePad(self._chinese, pinyin_words(), by_hand.meant if by_hand is not None else None)
        return None if keys not in _PADS else KeyPad(_PADS[keys], self._words)

    def put_keys_away(self) -> None:
        if self._pad is not None:
            self._pad.hide()
            self._pad.deleteLater()
            self._pad = None
