"""Chinese by pinyin on keys of our own. Nothing is learned: what was chosen leaves no trace in what is offered next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.pinyin.candidates import Candidate, PinyinWords, candidates
from domain.pinyin.splitting import MOST_LETTERS, splits
from qt_edge.widgets.candidate_strip import CandidateStrip
from qt_edge.widgets.key_pad import LETTERS, NUMBER_ROW
from qt_edge.widgets.plane_pad import LATIN, PlanePad

_SIGNS = tuple(Candidate(sign, 0) for sign in "，。、：；（）·—")
"""Offered while nothing is being typed."""


class PinyinPad(QWidget):
    """``key_pressed(str)``: one or several characters for the line; ``delete_pressed``, ``done_pressed``.

    Keys are named as those of :class:`KeyPad`, candidates as those of :class:`CandidateStrip`.
    """

    key_pressed = Signal(str)
    delete_pressed = Signal()
    done_pressed = Signal()
    by_hand_pressed = Signal()

    def __init__(self, words: tuple[str, str], chinese: str, dictionary: PinyinWords, by_hand: str = "") -> None:
        """``words``: of the keys delete and done; ``chinese``: of the one that leads back to pinyin; ``by_hand``: of
        the one for who would rather write by hand, none if empty."""
        super().__init__()
        self._chinese = chinese
        self._dictionary = dictionary
        self._letters = ""
        self._offered: tuple[Candidate, ...] = ()
        self._is_chinese = True
        self._strip = CandidateStrip()
        self._strip.chosen.connect(self._choose)
        keys = PlanePad(words, ((chinese, (*NUMBER_ROW, *LETTERS)), *LATIN), other=by_hand)
        keys.key_pressed.connect(self._on_key)
        keys.delete_pressed.connect(self._on_delete)
        keys.done_pressed.connect(self._on_done)
        keys.plane_changed.connect(self._on_plane)
        keys.other_pressed.connect(self._on_by_hand)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        lines.addWidget(self._strip)
        lines.addWidget(keys, 1)
        self._offer()

    def _on_key(self, key: str) -> None:
        if self._is_chinese and key.isalpha():
            self._letters = (self._letters + key.lower())[:MOST_LETTERS]
            self._offer()
        else:
            self._settle()
            self.key_pressed.emit(key)

    def _on_delete(self) -> None:
        if not self._letters:
            self.delete_pressed.emit()
            return
        self._letters = self._letters[:-1]
        self._offer()

    def _on_done(self) -> None:
        self._settle()
        self.done_pressed.emit()

    def _on_by_hand(self) -> None:
        self._settle()
        self.by_hand_pressed.emit()

    def _on_plane(self, name: str) -> None:
        self._settle()
        self._is_chinese = name == self._chinese
        self._strip.setVisible(self._is_chinese)

    def _choose(self, place: int) -> None:
        chosen = self._offered[place]
        self._letters = self._letters[chosen.letters :]
        self.key_pressed.emit(chosen.words)
        self._offer()

    def _settle(self) -> None:
        """What is being typed goes to the line: the likeliest words, or the letters that spell none."""
        while self._letters and self._offered:
            self._choose(0)
        if self._letters:
            self.key_pressed.emit(self._letters)
            self._letters = ""
            self._offer()

    def _offer(self) -> None:
        self._offered = candidates(self._letters, self._dictionary) if self._letters else _SIGNS
        ways = splits(self._letters, self._dictionary.syllables)
        typed = " ".join(ways[0]) if ways else self._letters
        self._strip.offer(typed, [one.words for one in self._offered])
