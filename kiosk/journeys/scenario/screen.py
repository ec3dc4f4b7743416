"""One question with big answers below each other; scrolls when they are many."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.text import Say, text
from kiosk.journeys.scenario.flow import Chosen
from kiosk.journeys.scenario.presenter import Choice, Props
from qt_edge.widgets import Caption, Card, Columns, FactRows, Heading, Notice, RowButton, ScreenFrame, TouchScroll

ANSWER_MARGINS = (36, 44, 36, 44)
"""Pixels around the words: an answer is met without aiming."""


class ScenarioScreen(ScreenFrame):
    """``intent(event of the flow)``. Answers are ``scenario.<id>``."""

    intent = Signal(object)

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__("scenario", parent)
        self._say = say

    def show_props(self, state: str, props: Props) -> None:
        self.show_state(state)
        self.show_title(props.title)
        scroll = TouchScroll()
        scroll.add(Notice(self._say(props.hint), kind="info"))
        asked = self._asked(props)
        scroll.add(Columns(asked, self._answered(props)) if props.answered else asked)
        scroll.content.addStretch(1)
        self.show_content(scroll)

    def _asked(self, props: Props) -> QWidget:
        part = QWidget()
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(20)
        lines.addWidget(Caption(self._say(props.number)))
        question = Heading(props.question)
        question.setWordWrap(True)
        lines.addWidget(question)
        for choice in props.choices:
            lines.addWidget(self._answer(choice))
        lines.addStretch(1)
        return part

    def _answer(self, choice: Choice) -> RowButton:
        button = RowButton(choice.words, name=f"scenario.{choice.scenario_id}")
        face = button.layout()
        if face is not None:
            face.setContentsMargins(*ANSWER_MARGINS)
        button.clicked.connect(lambda: self.intent.emit(Chosen(choice.scenario_id)))
        return button

    def _answered(self, props: Props) -> Card:
        card = Card()
        card.add(Heading(self._say(text("scenario.answered"))))
        card.add(FactRows((question, answer, "") for question, answer in props.answered))
        card.content.addStretch(1)
        return card
