"""Three cards and one button."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.text import Say, Text, text
from kiosk.journeys.review.flow import EditForm, EditMaterials, LookAgain, Signed, SubmitAsked
from kiosk.journeys.review.presenter import Props
from qt_edge.signature_pad import SignaturePad
from qt_edge.widgets import (
    Card,
    Columns,
    FactRows,
    Heading,
    Notice,
    PrimaryButton,
    ScreenFrame,
    SecondaryButton,
    TouchScroll,
)

_PAD_HEIGHT = 620
"""Pixels: how much ink makes a signature is measured by it, and a hand signs no larger."""


class ReviewScreen(ScreenFrame):
    """``intent(event of the flow)``."""

    intent = Signal(object)

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__("review", parent)
        self._say = say

    def show_props(self, state: str, props: Props) -> None:
        self.show_state(state)
        if props.signing:
            self._show_pad(props)
        else:
            self._show_review(props)

    def _show_pad(self, props: Props) -> None:
        self.show_title(self._say(text("signing.title", item=props.title)))
        pad = SignaturePad(self._say(text("signing.hint")), "review.pad")
        pad.setMaximumHeight(_PAD_HEIGHT)
        content = QWidget()
        lines = QVBoxLayout(content)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(20)
        lines.addWidget(Notice(self._say(text("signing.meaning")), kind="info"))
        lines.addWidget(pad, 1)
        lines.addStretch()
        self.show_content(content)
        back = SecondaryButton(self._say(text("signing.back")), "review.look_again")
        back.clicked.connect(lambda: self.intent.emit(LookAgain()))
        clear = SecondaryButton(self._say(text("signing.clear")), "review.clear")
        clear.clicked.connect(pad.clear)
        submit = PrimaryButton(self._say(text("review.submit")), "review.sign")
        submit.clicked.connect(lambda: self.intent.emit(Signed(pad.picture())))
        submit.setEnabled(False)
        pad.changed.connect(lambda: submit.setEnabled(pad.is_signed))
        self.show_actions([back, clear], [submit])

    def _show_review(self, props: Props) -> None:
        self.show_title(self._say(text("review.title", item=props.title)))
        scroll = TouchScroll()
        if props.trouble is not None:
            scroll.add(Notice(self._say(props.trouble), kind="error", name="trouble"))
        scroll.add(Notice(self._say(props.promise), kind="info"))
        if props.may_edit_form:
            scroll.add(Columns(self._answers(props), self._people_and_papers(props)))
        else:
            scroll.add(self._people_and_papers(props))
        scroll.content.addStretch(1)
        self.show_content(scroll)
        words = "review.saving" if props.saving else "signing.go_on" if props.to_sign else "review.submit"
        submit = PrimaryButton(self._say(text(words)), "review.submit")
        submit.setEnabled(not props.saving)
        submit.clicked.connect(lambda: self.intent.emit(SubmitAsked()))
        self.show_actions([], [submit])

    def _answers(self, props: Props) -> Card:
        card = Card()
        edit = None if props.saving else lambda: self.intent.emit(EditForm())
        card.add(self._head("review.answers", "review.edit_form", edit))
        card.add(FactRows((label, self._words(value), "") for label, value in props.answers))
        card.content.addStretch(1)
        return card

    def _people_and_papers(self, props: Props) -> QWidget:
        part = QWidget()
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(24)
        person = Card().add(Heading(self._say(text("review.person"))))
        person.add(FactRows((self._say(label), value, "") for label, value in props.person))
        lines.addWidget(person)
        papers = Card()
        edit = None if props.saving else lambda: self.intent.emit(EditMaterials())
        papers.add(self._head("review.papers", "review.edit_materials", edit))
        papers.add(FactRows((name, self._say(words), "") for name, words in props.papers))
        lines.addWidget(papers)
        lines.addStretch(1)
        return part

    def _head(self, words: str, name: str, edit: Callable[[], None] | None) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(Heading(self._say(text(words))), 1)
        if edit is not None:
            button = SecondaryButton(self._say(text("review.edit")), name)
            button.clicked.connect(edit)
            head.addWidget(button)
        return head

    def _words(self, value: str | Text) -> str:
        return value if isinstance(value, str) else self._say(value)
