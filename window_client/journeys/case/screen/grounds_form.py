"""What a decision takes beside the choice: reason, day, promise, the body that is competent."""

from datetime import date
from typing import get_args

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from domain.contract.clerk import Outcome
from domain.text import Say, text
from qt_edge.widgets import BodyText, Caption, Label, SecondaryButton
from qt_edge.widgets.role import restyle
from window_client.journeys.case.flow import Grounds
from window_client.journeys.case.presenter import Question

_READY_MADE = {
    "reject": ("reject_reason_remit", "reject_reason_none"),
    "accept": ("accept_reason_shared", "accept_reason_seen"),
}


class GroundsForm(QWidget):
    """``promise_asked(date)``; ``finished()``: Ctrl+Enter in the reason; ``written(Grounds)`` at every key."""

    promise_asked = Signal(object)
    finished = Signal()
    written = Signal(object)

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._lead, self._papers = Caption(), BodyText(name="case.papers")
        self._body = QLineEdit()
        self._body.setPlaceholderText(say(text("window_decide.body")))
        self._reason = _ReasonBox()
        self._outcomes = {outcome: self._outcome_button(outcome) for outcome in get_args(Outcome)}
        self._ready = {action: [self._ready_made(key) for key in keys] for action, keys in _READY_MADE.items()}
        self._day_label = Caption(say(text("window_decide.supply_by")))
        self._day = QDateEdit()
        self._day.setDisplayFormat("yyyy-MM-dd")
        self._day.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self._print = SecondaryButton(say(text("window_decide.print_promise")), "case.promise")
        self._signed = QCheckBox(say(text("window_decide.promise_signed")))
        self._filling = False
        self._missing = Label(role="error", name="case.missing").wrapped()
        self._body.setObjectName("case.body")
        self._day.setObjectName("case.supply_by")
        self._signed.setObjectName("case.promise_signed")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self._lead, self._papers, self._day_label, self._day, self._print, self._signed, self._body):
            column.addWidget(widget)
        for choice in self._outcomes.values():
            column.addWidget(choice)
        column.addWidget(self._reason)
        column.addWidget(self._missing)
        for button in (button for buttons in self._ready.values() for button in buttons):
            column.addWidget(button)
        self._reason.finished.connect(self.finished)
        self._body.returnPressed.connect(self.finished)
        for changed in (
            self._reason.textChanged, self._body.textChanged, self._day.dateChanged, self._signed.toggled,
            *(choice.toggled for choice in self._outcomes.values()),
        ):  # fmt: skip
            changed.connect(self._on_changed)
        self._print.clicked.connect(lambda: self.promise_asked.emit(self._chosen_day()))

    def grounds(self) -> Grounds:
        dated = self._day.isVisibleTo(self)
        return Grounds(
            reason=self._reason.toPlainText(),
            supply_by=self._chosen_day() if dated else None,
            promise_signed=dated and self._signed.isChecked(),
            competent_body=self._body.text(),
            outcome=next((outcome for outcome, choice in self._outcomes.items() if choice.isChecked()), None),
        )

    def present(self, question: Question, *, fresh: bool) -> None:
        asks = question.asks
        self._lead.setText(self._say(question.papers_lead) if question.papers_lead else "")
        self._papers.setText("\n".join(f"· {name}" for name in question.papers))
        self._missing.setText(self._say(question.missing) if question.missing else "")
        shown: dict[QWidget, bool] = {
            self._lead: bool(question.papers), self._papers: bool(question.papers),
            self._day_label: "supply_by" in asks, self._day: "supply_by" in asks,
            self._print: "promise" in asks, self._signed: "promise" in asks,
            self._body: "body" in asks, self._reason: "reason" in asks, self._missing: question.missing is not None,
        }  # fmt: skip
        shown |= dict.fromkeys(self._outcomes.values(), "outcome" in asks)
        for action, buttons in self._ready.items():
            shown |= dict.fromkeys(buttons, "reason" in asks and action == question.action)
        for widget, wanted in shown.items():
            widget.setVisible(wanted)
            widget.setEnabled(not question.busy)
        if fresh:
            self._filling = True
            self._begin(question)
            self._filling = False

    def _on_changed(self) -> None:
        if not self._filling:
            self.written.emit(self.grounds())

    def _begin(self, question: Question) -> None:
        begun = question.grounds
        self._reason.setPlainText(begun.reason)
        self._reason.moveCursor(QTextCursor.MoveOperation.End)
        self._body.setText(begun.competent_body)
        self._signed.setChecked(begun.promise_signed)
        for outcome, choice in self._outcomes.items():
            choice.setAutoExclusive(False)
            choice.setChecked(outcome == begun.outcome)
            choice.setAutoExclusive(True)
        optional = question.action in ("not_competent", "finish")
        self._reason.setPlaceholderText(self._say(text(f"window_decide.reason_{'free' if optional else 'must'}")))
        if question.latest:
            latest = QDate(question.latest.year, question.latest.month, question.latest.day)
            self._day.setMaximumDate(latest)
            self._day.setDate(QDate(*begun.supply_by.timetuple()[:3]) if begun.supply_by else latest)
        order = (self._body, *self._outcomes.values(), self._reason, self._day)
        first = next((part for part in order if part.isVisibleTo(self)), None)
        if first is not None:
            first.setFocus()

    def _outcome_button(self, outcome: Outcome) -> QRadioButton:
        choice = QRadioButton(self._say(text(f"window_decide.outcome_{outcome}")))
        choice.setObjectName(f"case.outcome.{outcome}")
        return choice

    def _ready_made(self, key: str) -> SecondaryButton:
        words = self._say(text(f"window_decide.{key}"))
        button = SecondaryButton(words)
        restyle(button, "role", "quiet")
        button.clicked.connect(lambda: self._reason.setPlainText(words))
        return button

    def _chosen_day(self) -> date:
        day = self._day.date()
        return date(day.year(), day.month(), day.day())


class _ReasonBox(QPlainTextEdit):
    """``finished()``: Ctrl+Enter."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("case.reason")
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
            return
        super().keyPressEvent(event)
