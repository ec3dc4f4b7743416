"""Facts at one side, materials at the other."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.text import Say, Text, text
from kiosk.journeys.guide.flow import ChooseOther, GoOn, PrintAsked
from kiosk.journeys.guide.presenter import MaterialRow, Props
from qt_edge.widgets import (
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
    Rule,
    ScreenFrame,
    SecondaryButton,
    StatusPill,
    TouchScroll,
)

QR_SIZE = 330
"""Pixels: of some 120 modules."""


class GuideScreen(ScreenFrame):
    """``intent(event of the flow)``."""

    intent = Signal(object)

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__("guide", parent)
        self._say = say

    def show_props(self, state: str, props: Props) -> None:
        self.show_state(state)
        self.show_title(props.title)
        facts = Card()
        facts.add(Heading(self._say(text("guide.facts"))))
        facts.add(FactRows((self._say(label), self._words(value), "") for label, value in props.facts))
        if props.demonstration:
            facts.add(StatusPill(self._say(text("common.demonstration")), kind="warning"))
        facts.content.addStretch(1)
        scroll = TouchScroll()
        if props.slip is not None:
            kind: NoticeKind = "warning" if props.slip_failed else "info"
            scroll.add(Notice(self._say(props.slip), kind=kind, name="guide.slip"))
        scroll.add(Notice(self._say(props.advice), kind="info" if props.may_begin else "warning"))
        scroll.add(Columns(facts, self._materials(props.materials)))
        along = Card().add(QrImage(props.take_away, QR_SIZE, "guide.qr"))
        scroll.add(along.add(Caption(self._say(text("guide_slip.scan"))).centred()))
        scroll.content.addStretch(1)
        self.show_content(scroll)
        other = SecondaryButton(self._say(text("guide.other")), "guide.other")
        other.clicked.connect(lambda: self.intent.emit(ChooseOther()))
        slip = SecondaryButton(self._say(text("guide_slip.print")), "guide.print")
        slip.setEnabled(not props.printing)
        slip.clicked.connect(lambda: self.intent.emit(PrintAsked()))
        begin = PrimaryButton(self._say(text("guide.continue")), "guide.continue")
        begin.clicked.connect(lambda: self.intent.emit(GoOn()))
        self.show_actions([other, slip], [begin] if props.may_begin else [])

    def _materials(self, rows: tuple[MaterialRow, ...]) -> Card:
        card = Card()
        card.add(Heading(self._say(text("guide.materials"))))
        for number, row in enumerate(rows, 1):
            if number > 1:
                card.add(Rule())
            line = QHBoxLayout()
            words = QVBoxLayout()
            words.addWidget(Label(f"{number}. {row.name}", role="strong").wrapped())
            words.addWidget(Caption(self._say(row.how)))
            line.addLayout(words, 1)
            pill = StatusPill(self._say(row.mark), kind="info" if row.required else "quiet")
            line.addWidget(pill, 0, Qt.AlignmentFlag.AlignVCenter)
            card.add(line)
        card.content.addStretch(1)
        return card

    def _words(self, value: str | Text) -> str:
        return value if isinstance(value, str) else self._say(value)
