"""A framed message that stays: what happened and what to do now."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from qt_edge.theme import COLOURS
from qt_edge.widgets.icon import icon_pixmap
from qt_edge.widgets.labels import Label
from qt_edge.widgets.role import set_kind, set_role

NoticeKind = Literal["info", "success", "warning", "error"]
_ICONS = {
    "info": ("info", "blue"),
    "success": ("done", "success_ink"),
    "warning": ("warning", "warning_ink"),
    "error": ("error", "failure_ink"),
}


class Notice(QFrame):
    """Colour is never the only cue: every kind has its own icon."""

    def __init__(
        self, words: str = "", *, kind: NoticeKind = "info", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_role(self, "notice")
        row = QHBoxLayout(self)
        # Of the type's size: a clerk's rows are half as high as a citizen's.
        air = round(self.fontMetrics().height() * 0.42)
        row.setContentsMargins(air * 4 // 3, air, air * 4 // 3, air)
        row.setSpacing(air)
        self._icon = Label()
        self._drawn: tuple[NoticeKind, int] | None = None
        self._words = Label(name=name).wrapped()
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.say(words, kind)

    def say(self, words: str, kind: NoticeKind = "info") -> None:
        """Change the message; empty words hide it."""
        self._words.setText(words)
        self._draw_icon(kind)
        set_kind(self, kind)
        if not words:
            self.hide()
        elif self.parent() is not None:
            # Without a parent it would become a window of its own; a layout shows it with its parent.
            self.show()

    def _draw_icon(self, kind: NoticeKind) -> None:
        drawn = (kind, max(20, int(self.fontMetrics().height() * 1.1)))
        if drawn != self._drawn:
            self._drawn = drawn
            icon, colour = _ICONS[kind]
            self._icon.setPixmap(icon_pixmap(icon, drawn[1], COLOURS[colour]))
