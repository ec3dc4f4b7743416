"""The pages of the PDF one below the other; PgUp and PgDn turn them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from domain.text import Say, text
from qt_edge.widgets.page_viewer import PageViewer


class PreviewWindow(QDialog):
    def __init__(self, parent: QWidget, say: Say, pages: Sequence[bytes]) -> None:
        """``pages``: JPEG; decoded when they are looked at."""
        super().__init__(parent)
        self.setObjectName("counter.preview_window")
        self.setWindowTitle(say(text("counter.preview")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pages = tuple(pages)
        self._at = 0
        self._viewer = PageViewer("counter.preview_page")
        self._where = QLabel()
        bar = QHBoxLayout()
        bar.addStretch(1)
        bar.addWidget(self._where)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.addLayout(bar)
        column.addWidget(self._viewer, 1)
        self.resize(parent.size() * 0.85)
        for key, step in (("PgDown", 1), ("PgUp", -1), ("Right", 1), ("Left", -1)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda by=step: self._turn(by))
        self._turn(0)

    def _turn(self, by: int) -> None:
        self._at = min(max(self._at + by, 0), max(len(self._pages) - 1, 0))
        self._where.setText(f"{self._at + 1} / {len(self._pages)}    PgUp · PgDn · Esc")
        if self._pages:
            self._viewer.show_page(QImage.fromData(self._pages[self._at]))
