"""受理, 容缺受理, 补正, 不予受理, 办结: chosen here and confirmed here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.contract.clerk import Action
from domain.text import Say, text
from qt_edge.widgets import BodyText, Caption, Heading, PrimaryButton, SecondaryButton
from qt_edge.widgets.role import set_role
from window_client.journeys.case.presenter import CaseProps, Question
from window_client.journeys.case.screen.grounds_form import GroundsForm


class DecisionPanel(QWidget):
    """``chosen(str)`` action, ``written(Grounds)`` at every key, ``confirmed(Grounds)``, ``promise_asked(date)``,
    ``cancelled()``."""

    chosen = Signal(str)
    written = Signal(object)
    confirmed = Signal(object)
    promise_asked = Signal(object)
    cancelled = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self.setMinimumWidth(262)
        self._buttons: dict[Action, PrimaryButton | SecondaryButton] = {
            "accept": PrimaryButton(say(text("window_case.accept")), "case.accept"),
            "tolerate": SecondaryButton(say(text("window_decide.tolerate")), "case.tolerate"),
            "ask_correction": SecondaryButton(say(text("window_case.correct")), "case.correct"),
            "reject": SecondaryButton(say(text("window_case.reject")), "case.reject"),
            "not_competent": SecondaryButton(say(text("window_decide.not_competent")), "case.not_competent"),
            "finish": PrimaryButton(say(text("window_decide.finish")), "case.finish"),
        }
        for refusal in ("reject", "not_competent"):
            set_role(self._buttons[refusal], "danger")
        self._nothing = Caption(say(text("window_case.decide_none")), "case.nothing")
        self._choice = self._choice_part()
        self._title, self._body = Heading(name="case.question"), BodyText()
        self._grounds = GroundsForm(say)
        self._confirm = PrimaryButton("", "case.confirm")
        self._cancel = SecondaryButton(say(text("window_case.cancel")), "case.cancel")
        self._asked = self._question_part()
        self._asked.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(self._choice)
        column.addWidget(self._asked)
        column.addStretch(1)

    def present(self, props: CaseProps) -> None:
        self._choice.setVisible(props.question is None)
        for action, button in self._buttons.items():
            button.setVisible(action in props.allowed)
        self._nothing.setVisible(props.sheet is not None and not props.allowed)
        was_asking = self._asked.isVisibleTo(self)
        self._asked.setVisible(props.question is not None)
        if props.question:
            self._ask(props.question, fresh=not was_asking)
        elif was_asking:
            # Qt hands the keys of a part that goes to whatever comes next, out of the screen and its shortcuts.
            self.setFocus()

    def confirm(self) -> None:
        """As a click, for the keyboard."""
        if self._confirm.isVisible() and self._confirm.isEnabled():
            self._confirm.click()

    def cancel(self) -> bool:
        """As a click; whether there was anything to cancel. What is being sent cannot be."""
        asked = self._asked.isVisible()
        if asked and self._cancel.isEnabled():
            self._cancel.click()
        return asked

    def _ask(self, question: Question, *, fresh: bool) -> None:
        self._title.setText(self._say(question.title))
        self._body.setText(self._say(question.body))
        self._confirm.setText(self._say(question.confirm))
        self._confirm.setEnabled(not question.busy)
        self._cancel.setEnabled(not question.busy)
        if fresh and not question.asks:
            self._confirm.setFocus()
        self._grounds.present(question, fresh=fresh)

    def _choice_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Heading(self._say(text("window_case.decide"))))
        column.addWidget(Caption(self._say(text("window_case.decide_hint"))))
        for action, button in self._buttons.items():
            column.addWidget(button)
            button.clicked.connect(lambda _=False, chosen=action: self.chosen.emit(chosen))
        column.addWidget(self._nothing)
        return part

    def _question_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self._title, self._body, self._grounds, self._confirm, self._cancel):
            column.addWidget(widget)
        self._confirm.clicked.connect(lambda: self.confirmed.emit(self._grounds.grounds()))
        self._grounds.written.connect(self.written)
        self._grounds.finished.connect(self.confirm)
        self._grounds.promise_asked.connect(self.promise_asked)
        self._cancel.clicked.connect(self.cancelled)
        return part
