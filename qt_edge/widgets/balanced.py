"""Centred words whose lines are about equally long: no last character alone in its line."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from qt_edge.widgets.labels import Label

_STEP = 8
"""Pixels; finer is not seen."""
_MOST_MEASURED = 512
_measured: dict[tuple[str, str, int], QRect] = {}
"""By words, font and width: a screen is built anew with every page of a pile, with the same words."""


class BalancedLabel(Label):
    """Takes the width there is and writes in the narrowest column of it that needs no more lines."""

    def __init__(self, words: str = "", *, role: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, role=role, name=name, parent=parent)
        self.wrapped().centred()

    def setText(self, words: str) -> None:
        super().setText(words)
        self._balance(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._balance(event.size().width())

    def heightForWidth(self, width: int) -> int:
        return self._lines(width).height()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def _balance(self, width: int) -> None:
        """Margins at both sides; the height is that of the whole width."""
        high = self._lines(width).height()
        least, most = 1, max(1, width // _STEP)
        while least < most:
            middle = (least + most) // 2
            box = self._lines(middle * _STEP)
            if box.height() <= high and box.width() <= middle * _STEP:
                most = middle
            else:
                least = middle + 1
        side = max(0, (width - most * _STEP) // 2)
        self.setContentsMargins(side, 0, side, 0)

    def _lines(self, width: int) -> QRect:
        words = self.text()
        key = (words, self.font().key(), width)
        if key not in _measured:
            if len(_measured) >= _MOST_MEASURED:
                _measured.clear()
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            _measured[key] = self.fontMetrics().boundingRect(QRect(0, 0, width, 1 << 14), flags, words)
        return _measured[key]
