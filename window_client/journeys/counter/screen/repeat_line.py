"""Why the same is handed in again: one line, with ready-made words."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from domain.text import Say, text
from qt_edge.widgets import Label

_READY_MADE = ("mistake", "other_matter", "sent_back")
_LONGEST = 200


class RepeatLine(QWidget):
    """``reasoned(str)`` at each key; ``finished()``: Enter."""

    reasoned = Signal(str)
    finished = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._words = QLineEdit()
        self._words.setObjectName("counter.repeat_reason")
        self._words.setMaxLength(_LONGEST)
        self._words.setPlaceholderText(say(text("counter_repeat.reason_hint")))
        self._ready = QPushButton(say(text("counter_repeat.ready")))
        self._ready.setObjectName("counter.repeat_ready")
        menu = QMenu(self._ready)
        for key in _READY_MADE:
            words = say(text(f"counter_repeat.ready_{key}"))
            menu.addAction(words).triggered.connect(partial(self._words.setText, words))
        self._ready.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(say(text("counter_repeat.reason")), role="strong"))
        row.addWidget(self._words, 1)
        row.addWidget(self._ready)
        self._words.textChanged.connect(self.reasoned)
        self._words.returnPressed.connect(self.finished)

    def present(self, reason: str | None) -> None:
        """``None``: not asked for. What is being typed stays as it is."""
        self.setVisible(reason is not None)
        if reason is not None and reason != self._words.text().strip():
            self._words.setText(reason)

    @property
    def is_wanted(self) -> bool:
        return not self.isHidden() and not self._words.text().strip()

    def take_keys(self) -> None:
        self._words.setFocus()

    def forget(self) -> None:
        self._words.blockSignals(True)
        self._words.clear()
        self._words.blockSignals(False)
