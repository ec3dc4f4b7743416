"""The case as the clerk works on it: facts left, pages in the middle, decision right."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from domain.text import Say, text
from qt_edge.widgets import Heading, Label, Notice, PillKind, SecondaryButton, StatusPill
from qt_edge.widgets.page_viewer import PageViewer
from qt_edge.widgets.role import set_role
from qt_edge.widgets.shortcuts import on_key
from window_client.journeys.case.presenter import CaseProps, Page, Sheet
from window_client.journeys.case.screen.decision_panel import DecisionPanel
from window_client.journeys.case.screen.facts_panel import FactsPanel
from window_client.journeys.case.screen.page_list import PageList

_STATE_KINDS: dict[str, PillKind] = {
    "CORRECTION": "error",
    "ACCEPTED": "success",
    "DONE": "success",
    "REJECTED": "quiet",
}


class CaseScreen(QWidget):
    """``chosen(str)`` action, ``written(Grounds)`` at every key, ``confirmed(Grounds)``, ``promise_asked(date)``,
    ``cancelled()``, ``back_asked()``, ``retry_asked()``, ``reveal_asked()``; ``pages_shown(str, tuple, frozenset)``
    case id, digests whose thumbnails are wanted, and those of them that still travel, ``page_wanted(str)`` digest of
    the page looked at."""

    chosen = Signal(str)
    written = Signal(object)
    confirmed = Signal(object)
    promise_asked = Signal(object)
    cancelled = Signal()
    back_asked = Signal()
    retry_asked = Signal()
    reveal_asked = Signal()
    pages_shown = Signal(str, tuple, frozenset)
    page_wanted = Signal(str)

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.setObjectName("screen.case")
        self._say = say
        self._pages: tuple[Page, ...] = ()
        self._number = 0
        self._case_id = ""
        self._back = SecondaryButton(say(text("window_case.back")), "case.back")
        self._no = Label(role="number", name="case.number")
        self._item = Heading(name="case.item")
        self._state = StatusPill(name="case.state")
        self._waiting = Label(role="soft", name="case.waiting")
        self._message = Notice(name="case.message")
        self._retry = SecondaryButton(say(text("window_case.retry")), "case.retry")
        self._facts = FactsPanel(say)
        self._list = PageList(say)
        self._viewer = PageViewer("case.viewer")
        self._where = Label(role="caption", name="case.where").wrapped()
        self._decision = DecisionPanel(say)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._panels = self._make_panels()
        self._lay_out()
        self._connect()

    def present(self, props: CaseProps, state: str) -> None:
        self.setProperty("state", state)
        self._body.setVisible(props.sheet is not None)
        self._state.setVisible(props.sheet is not None)
        self._waiting.setText(self._say(props.waiting) if props.waiting else "")
        lead = self._say(props.message_lead) if props.message_lead else ""
        self._message.say(lead + self._say(props.message) if props.message else "", props.message_kind)
        self._retry.setVisible(props.can_retry)
        if props.sheet:
            self._show_sheet(props.sheet)
        self._decision.present(props)

    def forget(self) -> None:
        """No word and no picture of the case stays in a widget."""
        self._facts.forget()
        self._list.forget()
        self._viewer.say("")
        self._pages, self._number, self._case_id = (), 0, ""
        for label in (self._no, self._item, self._state, self._where):
            label.setText("")

    @Slot(str, QImage)
    def show_thumbnail(self, digest: str, image: QImage) -> None:
        self._list.show_thumbnail(digest, image)

    @Slot(str, QImage)
    def show_page(self, digest: str, image: QImage) -> None:
        if self._number and self._pages[self._number - 1].digest == digest:
            self._viewer.show_page(image)

    @Slot(str)
    def page_failed(self, digest: str) -> None:
        self._instead_of(digest, "page_failed")

    @Slot(str)
    def page_broken(self, digest: str) -> None:
        self._instead_of(digest, "page_broken")

    @Slot(str)
    def page_travelling(self, digest: str) -> None:
        if self._number and self._pages[self._number - 1].digest == digest:
            self._viewer.say(self._say(text("window_travel.page")))

    def look_again(self) -> None:
        """Ask once more for the page looked at."""
        if self._number:
            self._view(self._number)

    def _instead_of(self, digest: str, key: str) -> None:
        if self._number and self._pages[self._number - 1].digest == digest:
            self._viewer.say(self._say(text(f"window_case.{key}")))

    def _show_sheet(self, sheet: Sheet) -> None:
        self._no.setText(sheet.number)
        self._item.setText(sheet.item_name)
        self._state.say(self._say(sheet.state), _STATE_KINDS.get(sheet.state_name, "info"))
        self._facts.present(sheet)
        changed = self._list.present(sheet.groups)
        if not changed and sheet.case_id == self._case_id:
            return
        self._case_id = sheet.case_id
        self._pages = tuple(page for group in sheet.groups for page in group.pages)
        digests = tuple(page.digest for page in self._pages)
        self.pages_shown.emit(sheet.case_id, digests, frozenset(page.digest for page in self._pages if page.travels))
        newest = max(self._pages, key=lambda page: page.round, default=None)
        if newest is None:
            self._number = 0
            self._where.setText("")
            self._viewer.say(self._say(text("window_case.no_pages")))
        else:
            self._view(newest.number)

    @Slot(int)
    def _view(self, number: int) -> None:
        if not 1 <= number <= len(self._pages):
            return
        page = self._pages[number - 1]
        self._number = number
        self._list.mark(number)
        parts = [
            page.material_name,
            self._say(text("window_case.page_of", n=number, all=len(self._pages))),
            self._say(text(f"window_case.grade_{page.grade}")),
        ]
        if page.round:
            parts.append(self._say(text("window_case.round_mark", n=page.round)))
        if page.travels:
            parts.append(self._say(text("window_travel.preview")))
        self._where.setText("   ".join(parts))
        self._viewer.say(self._say(text("window_case.page_loading")))
        self.page_wanted.emit(page.digest)

    def _connect(self) -> None:
        self._back.clicked.connect(self.back_asked)
        self._retry.clicked.connect(self.retry_asked)
        self._facts.reveal_asked.connect(self.reveal_asked)
        self._list.chosen.connect(self._view)
        self._decision.chosen.connect(self.chosen)
        self._decision.written.connect(self.written)
        self._decision.confirmed.connect(self.confirmed)
        self._decision.promise_asked.connect(self.promise_asked)
        self._decision.cancelled.connect(self.cancelled)
        keys: dict[str, Callable[[], None]] = {
            "F9": lambda: self._press("case.accept"),
            "F8": lambda: self._press("case.correct"),
            "F7": lambda: self._press("case.reject"),
            "Shift+F9": lambda: self._press("case.tolerate"),
            "Shift+F7": lambda: self._press("case.not_competent"),
            "F10": lambda: self._press("case.finish"),
            "Ctrl+P": lambda: self._press("case.promise"),
            "F6": self.reveal_asked.emit,
            "F5": self._on_refresh,
            "Esc": self._on_escape,
            "Return": self._decision.confirm,
            "Enter": self._decision.confirm,
            "PgDown": lambda: self._view(self._number + 1),
            "PgUp": lambda: self._view(self._number - 1),
            "Ctrl+0": self._viewer.fit_width,
            "Ctrl++": self._viewer.zoom_in,
            "Ctrl+=": self._viewer.zoom_in,
            "Ctrl+-": self._viewer.zoom_out,
            "Ctrl+R": self._viewer.turn,
        }
        for key, slot in keys.items():
            on_key(self, key, slot)

    def _press(self, name: str) -> None:
        button = self.findChild(QPushButton, name)
        if button is not None and button.isVisible() and button.isEnabled():
            button.click()

    def _on_escape(self) -> None:
        if not self._decision.cancel():
            self.back_asked.emit()

    def _on_refresh(self) -> None:
        self.retry_asked.emit()
        self.look_again()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(14)
        bar.addWidget(self._back)
        bar.addWidget(self._no)
        bar.addWidget(self._state)
        bar.addWidget(self._item, 1)
        bar.addWidget(self._waiting)
        message = QHBoxLayout()
        message.addWidget(self._message, 1)
        message.addWidget(self._retry)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addLayout(message)
        column.addWidget(self._body, 1)
        column.addStretch(0)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

    def _make_panels(self) -> tuple[QWidget, QWidget, QWidget]:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._tools())
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._list)
        row.addWidget(self._viewer, 1)
        column.addLayout(row, 1)
        return _framed(self._facts, self._body), _framed(centre, self._body), _framed(self._decision, self._body)

    def _tools(self) -> QHBoxLayout:
        tools = QHBoxLayout()
        tools.setContentsMargins(10, 5, 10, 5)
        tools.setSpacing(4)
        tools.addWidget(self._where, 1)
        buttons: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("previous", "PgUp", lambda: self._view(self._number - 1)),
            ("following", "PgDn", lambda: self._view(self._number + 1)),
            ("fit", "Ctrl+0", self._viewer.fit_width),
            ("zoom_in", "Ctrl++", self._viewer.zoom_in),
            ("zoom_out", "Ctrl+-", self._viewer.zoom_out),
            ("rotate", "Ctrl+R", self._viewer.turn),
        )
        for key, shortcut, slot in buttons:
            button = QPushButton(self._say(text(f"window_case.{key}")))
            button.setObjectName(f"case.{key}")
            set_role(button, "quiet")
            button.setToolTip(shortcut)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(slot)
            tools.addWidget(button)
        return tools

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side on a wide screen; the pages above the rest on an upright one."""
        super().resizeEvent(event)
        facts, centre, decision = self._panels
        grid = self._grid
        for panel in self._panels:
            grid.removeWidget(panel)
        upright = self.height() > self.width()
        if upright:
            grid.addWidget(centre, 0, 0, 1, 2)
            grid.addWidget(facts, 1, 0)
            grid.addWidget(decision, 1, 1)
        else:
            grid.addWidget(facts, 0, 0)
            grid.addWidget(centre, 0, 1)
            grid.addWidget(decision, 0, 2)
        for column, share in enumerate((3, 2, 0) if upright else (5, 14, 4)):
            grid.setColumnStretch(column, share)
        grid.setRowStretch(0, 3)
        grid.setRowStretch(1, 2 if upright else 0)


def _framed(content: QWidget, parent: QWidget) -> QWidget:
    frame = QFrame(parent)
    set_role(frame, "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(2, 2, 2, 2)
    column.addWidget(content)
    return frame
