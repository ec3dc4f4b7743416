"""The bar of a step's ways: back at the left, on at the right; two rows where one is too narrow for the words."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from qt_edge.widgets.role import discard, set_role

_SIDE = 48
_GAP = 24
_REMARK = 6
"""Heights of a line that a remark between the sides is wide at least."""


class BottomBar(QFrame):
    def __init__(self) -> None:
        super().__init__()
        set_role(self, "bottom_bar")
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(_SIDE, 16, _SIDE, 16)
        self._box.setSpacing(_GAP)
        self._rows = QHBoxLayout(), QHBoxLayout()
        for row in self._rows:
            row.setSpacing(_GAP)
            self._box.addLayout(row)
        self.hide()

    def show_actions(self, left: list[QPushButton], right: list[QPushButton], remark: QLabel | None = None) -> None:
        """The last of ``right`` is the way on; ``remark`` stands between."""
        for row in self._rows:
            while (old := row.takeAt(0)) is not None:
                discard(old.widget())
        before, after = self._rows
        for button in left:
            before.addWidget(button)
        if remark is not None:
            before.addWidget(remark, 1)
        before.addStretch(0 if remark is not None else 1)
        after.addStretch(1)
        for button in right:
            after.addWidget(button)
        # All room between the two sides is the remark's; without one the sides keep their ends.
        self._box.setStretch(0, 1)
        self._turn()
        self.setVisible(bool(left or right))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        sides = [[part for part in _parts(row) if isinstance(part, QPushButton)] for row in self._rows]
        needed = sum(button.sizeHint().width() + _GAP for side in sides for button in side)
        if any(isinstance(part, QLabel) for part in _parts(self._rows[0])):
            needed += _REMARK * self.fontMetrics().height()
        narrow = all(sides) and self.width() < needed + 2 * _SIDE
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


def _parts(row: QHBoxLayout) -> list[QWidget]:
    items = [row.itemAt(place) for place in range(row.count())]
    return [part for item in items if item is not None and (part := item.widget()) is not None]
