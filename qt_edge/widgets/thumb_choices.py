"""Small pictures of which any number may be chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qt_edge.theme import COLOURS
from qt_edge.widgets.buttons import ChoiceButton
from qt_edge.widgets.flow_grid import FlowGrid
from qt_edge.widgets.icon import icon_pixmap
from qt_edge.widgets.page_thumbs import THUMB_WIDTH, small_picture

_TALL = THUMB_WIDTH * 3 // 2
_AIR = 16


class ThumbChoices(QWidget):
    """``picked(int)``: place of the picture that was touched, from 0. Named ``<name>.<number from 1>``."""

    picked = Signal(int)

    def __init__(self, pictures: Sequence[bytes], words: Sequence[str], name: str) -> None:
        """``words``: what a screen reader says of each, and what stands below it."""
        super().__init__()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        grid = FlowGrid()
        lines.addWidget(grid)
        self._buttons = []
        for at, (picture, said) in enumerate(zip(pictures, words, strict=True)):
            button = ChoiceButton(said, f"{name}.{at + 1}")
            button.setIcon(QIcon(_pixmap(picture)))
            button.setIconSize(QSize(THUMB_WIDTH, _TALL))
            button.setMinimumHeight(_TALL + _AIR)
            button.clicked.connect(lambda _=False, index=at: self.picked.emit(index))
            grid.add(button)
            self._buttons.append(button)

    def set_chosen(self, chosen: frozenset[int]) -> None:
        for at, button in enumerate(self._buttons):
            button.setChecked(at in chosen)


def _pixmap(picture: bytes) -> QPixmap:
    image = small_picture(picture)
    return icon_pixmap("paper", THUMB_WIDTH // 2, COLOURS["ink_faint"]) if image.isNull() else QPixmap.fromImage(image)
