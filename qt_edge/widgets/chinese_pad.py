"""Chinese by pinyin or by hand, whichever the citizen likes; each visit begins with pinyin."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.pinyin.candidates import PinyinWords
from qt_edge.widgets.handwriting_pad import HandwritingPad, Recognise
from qt_edge.widgets.pinyin_pad import PinyinPad
from qt_edge.widgets.role import discard


@dataclass(frozen=True, slots=True)
class ChineseWords:
    """What stands on the keys, and in the square to write in."""

    delete: str
    done: str
    pinyin: str
    by_hand: str
    write_here: str


class ChinesePad(QWidget):
    """Signals of :class:`KeyPad`."""

    key_pressed = Signal(str)
    delete_pressed = Signal()
    done_pressed = Signal()

    def __init__(self, words: ChineseWords, dictionary: PinyinWords, recognise: Recognise | None) -> None:
        """Without ``recognise`` there is pinyin only."""
        super().__init__()
        self._words, self._dictionary, self._recognise = words, dictionary, recognise
        self._pad: PinyinPad | HandwritingPad | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._write_pinyin()

    def _write_pinyin(self) -> None:
        words = self._words
        by_hand = words.by_hand if self._recognise is not None else ""
        pad = PinyinPad((words.delete, words.done), words.pinyin, self._dictionary, by_hand=by_hand)
        pad.by_hand_pressed.connect(self._write_by_hand)
        self._put(pad)

    def _write_by_hand(self) -> None:
        if self._recognise is not None:
            words = self._words
            pad = HandwritingPad((words.delete, words.done), words.pinyin, words.write_here, self._recognise)
            pad.plane_pressed.connect(self._write_pinyin)
            self._put(pad)

    def _put(self, pad: PinyinPad | HandwritingPad) -> None:
        pad.key_pressed.connect(self.key_pressed)
        pad.delete_pressed.connect(self.delete_pressed)
        pad.done_pressed.connect(self.done_pressed)
        discard(self._pad)
        self._pad = pad
        self._lines.addWidget(pad)
        if self.isVisible():
            pad.show()
