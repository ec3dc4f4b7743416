"""Small pictures of which any number may be chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qt_edge.theme import COLOURS
from qt_edge.widgets.buttons import FaceButton
from qt_edge.widgets.flow_grid import FlowGrid
from qt_edge.widgets.icon import icon_pixmap
from qt_edge.widgets.page_thumbs import THUMB_WIDTH, small_picture

_AIR = 14


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
            button = _Thumb(said, f"{name}.{at + 1}", _pixmap(picture))
            button.clicked.connect(lambda _=False, index=at: self.picked.emit(index))
            grid.add(button)
            self._buttons.append(button)

    def set_chosen(self, chosen: frozenset[int]) -> None:
        for at, button in enumerate(self._buttons):
            button.setChecked(at in chosen)


class _Thumb(FaceButton):
    """The picture, its words below; a tick before them when chosen, so that colour is not the only cue."""

    def __init__(self, words: str, name: str, picture: QPixmap) -> None:
        super().__init__("", name, "thumb", None)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setAutoDefault(False)
        face = self.part("", "").centred()
        face.setPixmap(picture)
        self._tick = self.part("", "")
        self._tick.setPixmap(icon_pixmap("done", self.fontMetrics().height(), COLOURS["blue"]))
        self._tick.hide()
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self._tick)
        below.addWidget(self.part(words, ""))
        below.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(_AIR, _AIR, _AIR, _AIR)
        lines.addWidget(face)
        lines.addLayout(below)
        self.toggled.connect(self._tick.setVisible)


def _pixmap(picture: bytes) -> QPixmap:
    image = small_picture(picture)
    return icon_pixmap("paper", THUMB_WIDTH // 2, COLOURS["ink_faint"]) if image.isNull() else QPixmap.fromImage(image)
