"""One thing to do, big: a picture, a sentence, an explanation, and what went wrong if something did."""

from PySide6.QtCore import QPropertyAnimation
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QVBoxLayout, QWidget

from qt_edge.theme import COLOURS
from qt_edge.widgets.balanced import BalancedLabel
from qt_edge.widgets.icon import icon_pixmap
from qt_edge.widgets.labels import Label
from qt_edge.widgets.notice import Notice, NoticeKind
from qt_edge.widgets.role import set_role

_WIDEST = 34
"""Heights of a line: an eye finds the next line of a paragraph no wider than this."""


class Guidance(QWidget):
    """``moving``: the picture breathes while the screen waits for a hand."""

    def __init__(
        self, icon: str, title: str, body: str = "", *, trouble: str = "", tone: NoticeKind = "error",
        moving: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        set_role(self, "guidance")
        lines = QVBoxLayout(self)
        self._side = 24
        lines.setSpacing(26)
        lines.addStretch(2)
        self._picture = Label().centred()
        height = self.fontMetrics().height()
        self._picture.setPixmap(icon_pixmap(icon, height * 5, COLOURS["warning" if icon == "warning" else "blue"]))
        lines.addWidget(self._picture)
        self._title = BalancedLabel(title, role="title")
        lines.addWidget(self._title)
        self._body = BalancedLabel(body, role="soft")
        lines.addWidget(self._body)
        self._body.setVisible(bool(body))
        if trouble:
            lines.addWidget(Notice(trouble, kind=tone, name="trouble"))
        lines.addStretch(3)
        self._lines = lines
        if moving:
            self._breathe()

    def say(self, title: str, body: str) -> None:
        """Other words in the same place."""
        self._title.setText(title)
        self._body.setText(body)
        self._body.setVisible(bool(body))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words come first: the picture goes where there is no room for both."""
        super().resizeEvent(event)
        side = max(self._side, (self.width() - _WIDEST * self.fontMetrics().height()) // 2)
        self._lines.setContentsMargins(side, 0, side, 0)
        picture = self._picture.sizeHint().height() + self._lines.spacing()
        shown = not self._picture.isHidden()
        words = self._lines.totalHeightForWidth(self.width()) - (picture if shown else 0)
        self._picture.setVisible(words + picture <= self.height())

    def _breathe(self) -> None:
        effect = QGraphicsOpacityEffect(self._picture)
        self._picture.setGraphicsEffect(effect)
        self._animation = QPropertyAnimation(effect, b"opacity", self)
        self._animation.setDuration(2400)
        self._animation.setKeyValueAt(0.0, 1.0)
        self._animation.setKeyValueAt(0.5, 0.35)
        self._animation.setKeyValueAt(1.0, 1.0)
        self._animation.setLoopCount(-1)
        self._animation.start()
