"""Thumbnails by material; what is missing stays in sight."""

from collections import deque

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from domain.text import Say, text
from qt_edge.theme import COLOURS
from qt_edge.widgets import Label, PillKind, StatusPill
from window_client.journeys.case.presenter import Group, Page

_PICTURE = QSize(118, 158)
_AT_ONCE = 8
"""Frames of pages made in one turn of the event loop: a case of hundreds opens without a stall."""
_KINDS: dict[str, PillKind] = {"good": "success", "missing": "error", "quiet": "quiet"}
_LOOK = f"""
QFrame[objectName='case.pages.content'] {{ background: {COLOURS["paper"]}; }}
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
        self._unbuilt: deque[tuple[QVBoxLayout, Page]] = deque()
        self._early: dict[str, QImage] = {}
        self._marked = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._build_some)
        self.setObjectName("case.pages")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(204)

    def present(self, groups: tuple[Group, ...]) -> bool:
        """Whether the pages are other ones than before."""
        if groups == self._groups:
            return False
        self._clear()
        self._groups = groups
        self.setWidget(self._content(groups))
        self._build_some()
        return True

    def forget(self) -> None:
        self._clear()
        self.setWidget(QWidget())

    def mark(self, number: int) -> None:
        self._marked = number
        for other, button in self._buttons.items():
            button.setChecked(other == number)
        if number in self._buttons:
            self.ensureWidgetVisible(self._buttons[number])

    def show_thumbnail(self, digest: str, image: QImage) -> None:
        """Of a page whose frame is not made yet it is kept until then."""
        if any(page.digest == digest for _, page in self._unbuilt):
            self._early[digest] = image
        for number in self._numbers.get(digest, ()):
            self._buttons[number].setIcon(QIcon(QPixmap.fromImage(image)))

    def _clear(self) -> None:
        self._later.stop()
        self._groups = None
        self._marked = 0
        for kept in (self._buttons, self._numbers, self._unbuilt, self._early):
            kept.clear()

    def _build_some(self) -> None:
        for _ in range(min(_AT_ONCE, len(self._unbuilt))):
            column, page = self._unbuilt.popleft()
            column.addWidget(self._button(page), 0, Qt.AlignmentFlag.AlignHCenter)
            if page.digest in self._early:
                self.show_thumbnail(page.digest, self._early[page.digest])
            if page.number == self._marked:
                self.mark(page.number)
        if self._unbuilt:
            self._later.start()
        else:
            self._early.clear()

    def _content(self, groups: tuple[Group, ...]) -> QWidget:
        content = QFrame()
        content.setObjectName("case.pages.content")
        content.setStyleSheet(_LOOK)
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
            pages = QVBoxLayout()
            pages.setSpacing(6)
            column.addLayout(pages)
            self._unbuilt.extend((pages, page) for page in group.pages)
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
        words = f"{page.number} · {page.grade}"
        if page.round:
            words += " · " + self._say(text("window_case.round_mark", n=page.round))
        button.setText(words)
        button.setMinimumSize(136, 190)
        button.clicked.connect(lambda: self.chosen.emit(page.number))
        self._buttons[page.number] = button
        self._numbers.setdefault(page.digest, []).append(page.number)
        return button
