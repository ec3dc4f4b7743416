"""The number, big; the code to take along; what happens next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.text import Say, Text, text
from kiosk.journeys.done.flow import LeaveAsked, ReprintAsked
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
    PrimaryButton,
    QrImage,
    ScreenFrame,
    SecondaryButton,
    TouchScroll,
)

QR_SIZE = 330


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
        delivery = Notice(
            self._say(props.delivery), kind="success" if props.delivered else "warning", name="done.delivery"
        )
        scroll.add(delivery)
        printing = self._say(props.printing) + (self._say(props.print_advice) if props.print_advice else "")
        scroll.add(Notice(printing, kind=props.print_tone, name="done.printing"))
        scroll.add(Columns(self._case(props), self._take_along(props), shares=(3, 2)))
        scroll.content.addStretch(1)
        self.show_content(scroll)
        again = SecondaryButton(self._say(props.print_words), "done.reprint")
        again.setEnabled(props.may_print)
        again.clicked.connect(lambda: self.intent.emit(ReprintAsked()))
        leave = PrimaryButton(self._say(text("done.home")), "done.home")
        leave.clicked.connect(lambda: self.intent.emit(LeaveAsked()))
        self.show_actions([again], [leave])

    def _case(self, props: Props) -> QWidget:
        part = QWidget()
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(24)
        number = Card()
        number.add(Label(self._say(text("done.number")), role="soft"))
        number.add(Label(props.number, role="number", name="done.number").wrapped())
        number.add(FactRows((self._say(label), self._words(value), "") for label, value in props.facts))
        lines.addWidget(number)
        steps = Card().add(Heading(self._say(text("done.next"))))
        for index, step in enumerate(props.next_steps, 1):
            steps.add(BodyText(f"{index}. {self._say(step)}"))
        lines.addWidget(steps)
        lines.addStretch(1)
        return part

    def _take_along(self, props: Props) -> Card:
        card = Card()
        card.add(Heading(self._say(text("done.take_along"))))
        card.add(QrImage(props.qr_payload, QR_SIZE, "done.qr"))
        hint = Caption(self._say(text("done.take_along_hint")))
        card.add(hint)
        card.content.addStretch(1)
        return card

    def _words(self, value: str | Text) -> str:
        return value if isinstance(value, str) else self._say(value)
