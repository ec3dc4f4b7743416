"""The checklist on the left, the notice as it will read on the right."""

import functools
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from domain.documents.notices import notice
from domain.text import Say, text
from qt_edge.theme import COLOURS
from qt_edge.widgets import Caption, Card, Heading, Label, Notice, PrimaryButton, SecondaryButton
from qt_edge.widgets.paper_view import PaperView
from qt_edge.widgets.shortcuts import on_key
from window_client.journeys.correction.presenter import CorrectionProps, PointRow
from window_client.journeys.correction.screen.point_row import PointRowView

_DIGITS = 9
"""Rows that a digit reaches."""


class CorrectionScreen(QWidget):
    """``ticked(str, str, bool, str)`` kind, id, on, suggestion; ``reasoned(str, str, str)`` kind, id, reason;
    ``send_asked()``, ``confirmed()``, ``cancelled()``, ``back_asked()``."""

    ticked = Signal(str, str, bool, str)
    reasoned = Signal(str, str, str)
    send_asked = Signal()
    confirmed = Signal()
    cancelled = Signal()
    back_asked = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.setObjectName("screen.correction")
        self._say = say
        self._rows: dict[tuple[str, str], PointRowView] = {}
        self._number = Label(role="number", name="correction.number")
        self._item = Heading(name="correction.item")
        self._back = SecondaryButton(say(text("window_correction.back")), "correction.back")
        self._rule = Notice(say(text("window_correction.rule")), kind="warning", name="correction.rule")
        self._checklist = QScrollArea()
        self._count = Label(role="strong", name="correction.count")
        self._message = Notice(name="correction.message")
        self._question = Label(role="strong", name="correction.question").wrapped()
        self._send = PrimaryButton(say(text("window_correction.send")), "correction.send")
        self._confirm = PrimaryButton("", "case.confirm")
        self._cancel = SecondaryButton(say(text("window_correction.cancel")), "case.cancel")
        self._preview = PaperView("correction.preview")
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._connect()

    def present(self, props: CorrectionProps, state: str) -> None:
        self.setProperty("state", state)
        self._number.setText(props.number)
        self._item.setText(props.item_name)
        self._show_rows(props)
        self._count.setText(self._say(props.count))
        lead = self._say(props.message_lead) if props.message_lead else ""
        self._message.say(lead + self._say(props.message) if props.message else "", "warning")
        self._question.setText(self._say(props.question) if props.question else "")
        self._question.setVisible(props.question is not None)
        self._send.setVisible(not props.asks)
        for button in (self._confirm, self._cancel):
            button.setVisible(props.asks)
            button.setEnabled(not props.busy)
        self._confirm.setText(self._say(props.confirm))
        self._preview.show_document(notice(props.preview, self._say))

    def forget(self) -> None:
        self._rows.clear()
        self._checklist.setWidget(QWidget())
        self._preview.clear()
        self._number.setText("")
        self._item.setText("")

    def _show_rows(self, props: CorrectionProps) -> None:
        keys = [(row.kind, row.id) for row in props.rows]
        if keys != list(self._rows):
            self._build(props.rows)
        for row in props.rows:
            self._rows[row.kind, row.id].present(row, editable=props.editable)

    def _build(self, rows: tuple[PointRow, ...]) -> None:
        self._rows.clear()
        content = QFrame()
        content.setObjectName("correction.content")
        content.setStyleSheet(f"QFrame[objectName='correction.content'] {{ background: {COLOURS['paper']}; }}")
        column = QVBoxLayout(content)
        column.setSpacing(2)
        kind = ""
        for row in rows:
            if row.kind != kind:
                kind = row.kind
                column.addWidget(Label(self._say(text(f"window_correction.{kind}s")), role="heading"))
            column.addWidget(self._row(row))
        column.addStretch(1)
        self._checklist.setWidget(content)
        if self._rows:
            next(iter(self._rows.values())).take_keys()

    def _row(self, row: PointRow) -> PointRowView:
        digit = len(self._rows) + 1
        view = PointRowView(row, self._say, digit if digit <= _DIGITS else None)
        view.ticked.connect(lambda on, words: self.ticked.emit(row.kind, row.id, on, words))
        view.reasoned.connect(lambda words: self.reasoned.emit(row.kind, row.id, words))
        self._rows[row.kind, row.id] = view
        return view

    def _connect(self) -> None:
        self._back.clicked.connect(self.back_asked)
        self._send.clicked.connect(self.send_asked)
        self._confirm.clicked.connect(self.confirmed)
        self._cancel.clicked.connect(self.cancelled)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F9", self._send.click),
            ("Return", self._confirm_by_key),
            ("Enter", self._confirm_by_key),
            ("Esc", self._on_escape),
            *((f"Alt+{digit}", functools.partial(self._turn, digit)) for digit in range(1, _DIGITS + 1)),
        )
        for key, done in keys:
            on_key(self, key, done)

    def _turn(self, digit: int) -> None:
        for row in tuple(self._rows.values())[digit - 1 : digit]:
            row.turn()

    def _confirm_by_key(self) -> None:
        if self._confirm.isVisible():
            self._confirm.click()

    def _on_escape(self) -> None:
        (self._cancel if self._cancel.isVisible() else self._back).click()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(14)
        bar.addWidget(self._back)
        bar.addWidget(self._number)
        bar.addWidget(self._item, 1)
        self._checklist.setObjectName("correction.checklist")
        self._checklist.setWidgetResizable(True)
        self._checklist.setFrameShape(QFrame.Shape.NoFrame)
        self._checklist.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        list_card = Card(margin=12)
        list_card.add(self._rule, Caption(self._say(text("window_correction.rule_hint"))), self._checklist)
        paper_card = Card(margin=12)
        paper_card.add(Heading(self._say(text("window_correction.preview"))), self._preview)
        self._sides.addWidget(list_card, 3)
        self._sides.addWidget(paper_card, 2)
        bottom = QHBoxLayout()
        bottom.setSpacing(12)
        bottom.addWidget(self._count)
        bottom.addWidget(self._question, 1)
        bottom.addStretch(0)
        for button in (self._cancel, self._confirm, self._send):
            bottom.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addLayout(self._sides, 1)
        column.addWidget(self._message)
        column.addLayout(bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        upright = self.height() > self.width()
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight)
