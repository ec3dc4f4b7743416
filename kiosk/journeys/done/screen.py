"""The number, big; the code to take along; what happens next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.text import Say, Text, text
from kiosk.journeys.done.flow import EvaluateAsked, LeaveAsked, ReprintAsked
from kiosk.journeys.done.presenter import Props
from qt_edge.widgets import (
    BodyText,
    Caption,
    Card,
    Columns,
    FactRows,
    Heading,
    Label,
    Notice,
    NoticeKind,
    PrimaryButton,
    QrImage,
    ScreenFrame,
    SecondaryButton,
    TouchScroll,
)

QR_SIZE = 260


class DoneScreen(ScreenFrame):
    """``intent(event of the flow)``."""

    intent = Signal(object)

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__("done", parent)
        self._say = say

    def show_props(self, state: str, props: Props) -> None:
        self.show_state(state)
        self.show_title(self._say(props.title))
        scroll = TouchScroll()
        scroll.add(Columns(self._case(props), self._take_along(props), shares=(5, 3)))
        scroll.add(self._next(props))
        scroll.content.addStretch(1)
        self.show_content(scroll)
        again = SecondaryButton(self._say(props.print_words), "done.reprint")
        again.setEnabled(props.may_print)
        again.clicked.connect(lambda: self.intent.emit(ReprintAsked()))
        evaluate = SecondaryButton(self._say(text("evaluation.now")), "done.evaluate")
        evaluate.setEnabled(props.may_print)
        evaluate.clicked.connect(lambda: self.intent.emit(EvaluateAsked()))
        leave = PrimaryButton(self._say(text("done.home")), "done.home")
        leave.clicked.connect(lambda: self.intent.emit(LeaveAsked()))
        self.show_actions([again, evaluate], [leave])

    def _case(self, props: Props) -> QWidget:
        part = QWidget()
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(20)
        kind: NoticeKind = "success" if props.delivered else "warning"
        lines.addWidget(Notice(self._say(props.delivery), kind=kind, name="done.delivery"))
        printing = self._say(props.printing) + (self._say(props.print_advice) if props.print_advice else "")
        lines.addWidget(Notice(printing, kind=props.print_tone, name="done.printing"))
        card = Card(margin=28)
        card.add(Label(self._say(text("done.number")), role="soft").wrapped())
        card.add(Label(props.number, role="number", name="done.number"))
        card.add(FactRows((self._say(label), self._words(value), "") for label, value in props.facts))
        lines.addWidget(card)
        lines.addStretch(1)
        return part

    def _take_along(self, props: Props) -> Card:
        card = Card(margin=20)
        card.add(QrImage(props.qr_payload, QR_SIZE, "done.qr"))
        card.add(Caption(self._say(text("done.take_along"))).centred())
        card.content.addStretch(1)
        return card

    def _next(self, props: Props) -> Card:
        card = Card().add(Heading(self._say(text("done.next"))))
        for index, step in enumerate(props.next_steps, 1):
            card.add(BodyText(f"{index}. {self._say(step)}"))
        return card

    def _words(self, value: str | Text) -> str:
        return value if isinstance(value, str) else self._say(value)
