"""The code first, then the line of stations."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from domain.text import Say, Text, text
from kiosk.journeys.progress.flow import CorrectAsked, LeaveAsked, MineAsked, RetryAsked
from kiosk.journeys.progress.presenter import CaseProps, Guide, Props
from qt_edge.widgets import (
    BodyText,
    Card,
    Columns,
    FactRows,
    Guidance,
    Heading,
    Label,
    Notice,
    PrimaryButton,
    ScreenFrame,
    SecondaryButton,
    StatusPill,
    Timeline,
    TouchScroll,
)


class ProgressScreen(ScreenFrame):
    """``intent(event of the flow)``."""

    intent = Signal(object)

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__("progress", parent)
        self._say = say

    def show_props(self, state: str, props: Props) -> None:
        self.show_state(state)
        if isinstance(props, Guide):
            self._show_guide(props)
        else:
            self._show_case(props)

    def _show_guide(self, props: Guide) -> None:
        self.show_title("")
        trouble = self._say(props.trouble) if props.trouble else ""
        self.show_content(
            Guidance(props.icon, self._say(props.title), self._say(props.body), trouble=trouble, tone="warning",
                     moving=props.busy)
        )  # fmt: skip
        home = self._home("progress.leave")
        if not props.retry:
            self.show_actions([home], self._mine() if props.may_identify else [])
            return
        retry = PrimaryButton(self._say(text("progress.retry")), "progress.retry")
        retry.clicked.connect(lambda: self.intent.emit(RetryAsked()))
        self.show_actions([home], [retry])

    def _show_case(self, props: CaseProps) -> None:
        self.show_title(props.item_name)
        scroll = TouchScroll()
        if props.correction:
            scroll.add(self._correction(props))
        scroll.add(Columns(self._facts(props), self._line(props)))
        scroll.content.addStretch(1)
        self.show_content(scroll)
        if not props.may_correct:
            home = PrimaryButton(self._say(text("progress.home")), "progress.home")
            home.clicked.connect(lambda: self.intent.emit(LeaveAsked()))
            self.show_actions([], [home])
            return
        correct = PrimaryButton(self._say(text("progress.correct")), "progress.correct")
        correct.clicked.connect(lambda: self.intent.emit(CorrectAsked()))
        self.show_actions([self._home("progress.home")], [correct])

    def _facts(self, props: CaseProps) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(Heading(self._say(text("progress.now"))), 1)
        head.addWidget(StatusPill(self._say(props.state), kind=props.tone, name="progress.state"))
        card.add(head)
        card.add(FactRows((self._say(label), self._words(value), "") for label, value in props.facts))
        card.content.addStretch(1)
        return card

    def _line(self, props: CaseProps) -> Card:
        card = Card().add(Heading(self._say(text("progress.line"))))
        card.add(Timeline([(self._say(one.words), self._words(one.below), one.state) for one in props.line]))
        card.content.addStretch(1)
        return card

    def _correction(self, props: CaseProps) -> Card:
        card = Card().add(Heading(self._say(text("progress.correction"))))
        for name, reason in props.correction:
            point = QVBoxLayout()
            point.addWidget(Label(name, role="strong").wrapped())
            point.addWidget(BodyText(reason))
            card.add(point)
        return card.add(Notice(self._say(props.correction_advice), kind="warning"))

    def _home(self, words: str) -> SecondaryButton:
        home = SecondaryButton(self._say(text(words)), "progress.home")
        home.clicked.connect(lambda: self.intent.emit(LeaveAsked()))
        return home

    def _mine(self) -> list[QPushButton]:
        mine = PrimaryButton(self._say(text("cases.by_identity")), "progress.mine")
        mine.clicked.connect(lambda: self.intent.emit(MineAsked()))
        return [mine]

    def _words(self, value: str | Text) -> str:
        return value if isinstance(value, str) else self._say(value)
