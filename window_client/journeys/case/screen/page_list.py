"""Thumbnails by material; what is missing stays in sight."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from domain.text import Say, text
from qt_edge.theme import COLOURS
from qt_edge.widgets import Label, PillKind, StatusPill
from window_client.journeys.case.presenter import Group, Page

_PICTURE = QSize(118, 158)
_KINDS: dict[str, PillKind] = {"good": "success", "missing": "error", "quiet": "quiet"}
_LOOK = f"""
QToolButton {{ background: {COLOURS["ground"]}; border: 1px solid {COLOURS["line"]}; border-radius: 4px;
    padding: 3px; }}
QToolButton:checked {{ border: 3px solid {COLOURS["blue"]}; background: {COLOURS["blue_pale"]}; padding: 1px; }}
"""


class PageList(QScrollArea):
    """``chosen(int)``: the page's number in the case."""

    chosen = Signal(int)

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._groups: tuple[Group, ...] | None = None
        self._buttons: dict[int, QToolButton] = {}
        self._numbers: dict[str, list[int]] = {}
        self.setObjectName("case.pages")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(204)

    def present(self, groups: tuple[Group, ...]) -> bool:
        """Whether the pages are other ones than before."""
        if groups == self._groups:
            return False
        self._groups = groups
        self._buttons.clear()
        self._numbers.clear()
        self.setWidget(self._content(groups))
        return True

    def forget(self) -> None:
        self._groups = None
        self._buttons.clear()
        self._numbers.clear()
        self.setWidget(QWidget())

    def mark(self, number: int) -> None:
        for other, button in self._buttons.items():
            button.setChecked(other == number)
        if number in self._buttons:
            self.ensureWidgetVisible(self._buttons[number])

    def show_thumbnail(self, digest: str, image: QImage) -> None:
        for number in self._numbers.get(digest, ()):
            self._buttons[number].setIcon(QIcon(QPixmap.fromImage(image)))

    def _content(self, groups: tuple[Group, ...]) -> QWidget:
        content = QFrame()
        content.setObjectName("case.pages.content")
        content.setStyleSheet(f"QFrame[objectName='case.pages.content'] {{ background: {COLOURS['paper']}; }}")
        column = QVBoxLayout(content)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(6)
        for group in groups:
            column.addWidget(Label(group.name, role="strong").wrapped())
            row = QHBoxLayout()
            row.addWidget(StatusPill(self._say(group.mark), kind=_KINDS[group.mark_kind]))
            row.addStretch(1)
            column.addLayout(row)
            if group.to_correct:
                words = self._say(text("window_case.correction_mark", reason=group.to_correct))
                column.addWidget(Label(words, role="error").wrapped())
            for page in group.pages:
                column.addWidget(self._button(page), 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(10)
        column.addStretch(1)
        return content

    def _button(self, page: Page) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"case.page.{page.number}")
        button.setCheckable(True)
        button.setIconSize(_PICTURE)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setStyleSheet(_LOOK)
        words = f"{page.number} · {page.grade}"
        if page.round:
            words += " · " + self._say(text("window_case.round_mark", n=page.round))
        button.setText(words)
        button.setMinimumSize(136, 190)
        button.clicked.connect(lambda: self.chosen.emit(page.number))
        self._buttons[page.number] = button
        self._numbers.setdefault(page.digest, []).append(page.number)
        return button
