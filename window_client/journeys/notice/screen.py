"""The decision, its notice and the printer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.documents.notices import notice
from domain.text import Say, text
from qt_edge.widgets import BodyText, Caption, Card, Heading, Label, Notice, PrimaryButton, SecondaryButton, StatusPill
from qt_edge.widgets.paper_view import PaperView
from qt_edge.widgets.shortcuts import on_key
from window_client.journeys.notice.presenter import NoticeProps


class NoticeScreen(QWidget):
    """``reprint_asked()``, ``done_asked()``."""

    reprint_asked = Signal()
    done_asked = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.setObjectName("screen.notice")
        self._say = say
        self._heading = Label(role="title", name="notice.heading")
        self._number = Label(role="number", name="notice.number")
        self._state = StatusPill(name="notice.state")
        self._hint = BodyText(name="notice.hint")
        self._status = Notice(name="notice.status")
        self._advice = Caption(name="notice.advice")
        self._reprint = SecondaryButton("", "notice.reprint")
        self._done = PrimaryButton(say(text("window_notice.done")), "notice.done")
        self._paper = PaperView("notice.paper")
        self._lay_out()
        self._reprint.clicked.connect(self.reprint_asked)
        self._done.clicked.connect(self.done_asked)
        for keys, slot in (
            ("F10", self._reprint.click),
            ("Return", self._done.click),
            ("Enter", self._done.click),
            ("Esc", self._done.click),
        ):
            on_key(self, keys, slot)

    def present(self, props: NoticeProps, state: str) -> None:
        self.setProperty("state", state)
        self._heading.setText(self._say(props.heading))
        self._number.setText(props.number)
        self._state.say(self._say(props.state))
        self._hint.setText(self._say(props.hint))
        self._status.say(self._say(props.status), props.status_kind)
        self._advice.setText(self._say(props.advice) if props.advice else "")
        self._advice.setVisible(props.advice is not None)
        self._reprint.setText(self._say(props.reprint))
        self._reprint.setEnabled(props.can_reprint)
        self._paper.show_document(notice(props.facts, self._say))

    def take_keys(self) -> None:
        self._done.setFocus()

    def forget(self) -> None:
        self._paper.clear()
        for label in (self._heading, self._number, self._hint, self._state):
            label.setText("")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._heading)
        head.addWidget(self._state)
        head.addWidget(self._number, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._reprint)
        buttons.addWidget(self._done)
        card = Card(margin=20)
        card.setMaximumWidth(900)
        card.content.setSpacing(10)
        card.add(head, self._hint, self._status, self._advice)
        card.add(Heading(self._say(text("window_notice.preview"))))
        card.content.addWidget(self._paper, 1)
        card.add(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 8)
        row.addStretch(1)
        column.addLayout(row)
