"""One thing at a time, then the card's lines."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from domain.text import Say, Text, text
from kiosk.journeys.identify.flow import Agreed, Confirmed, Declined, RetryAsked, RevealAsked
from kiosk.journeys.identify.presenter import Guide, Props, Result
from qt_edge.theme import COLOURS
from qt_edge.widgets import (
    Card,
    FactRows,
    Guidance,
    Notice,
    PrimaryButton,
    ScreenFrame,
    SecondaryButton,
    TouchScroll,
    icon_pixmap,
)

ICON = 44


class IdentifyScreen(ScreenFrame):
    """``intent(event of the flow)``."""

    intent = Signal(object)

    def __init__(self, say: Say, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("identify", parent)
        self._say = say
        self._today = today

    def show_props(self, state: str, props: Props) -> None:
        self.show_state(state)
        if isinstance(props, Guide):
            self._show_guide(props)
        else:
            self._show_result(props)

    def _show_guide(self, props: Guide) -> None:
        self.show_title("")
        self.show_content(
            Guidance(
                props.icon,
                self._say(props.title),
                self._say(props.body),
                trouble=self._say(props.trouble) if props.trouble else "",
                moving=props.moving,
            )
        )
        decline = self._button(SecondaryButton, "identify.decline", "identify.decline", Declined)
        match props.primary:
            case "agree":
                agree = PrimaryButton(self._say(text("identify.agree")), "identify.agree")
                agree.clicked.connect(lambda: self.intent.emit(Agreed(self._today())))
                self.show_actions([decline], [agree])
            case "retry":
                self.show_actions(
                    [decline], [self._button(PrimaryButton, "identify.retry", "identify.retry", RetryAsked)]
                )
            case _:
                self.show_actions([decline], [])

    def _show_result(self, props: Result) -> None:
        self.show_title(self._say(text("identify.result_title")))
        content = TouchScroll()
        content.add(Notice(self._say(text("identify.take_card")), kind="success"))
        if props.warning is not None:
            content.add(Notice(self._say(props.warning), kind="warning"))
        rows = [(self._say(line.label), self._words(line.value), line.name) for line in props.lines]
        content.add(Card().add(FactRows(rows, strong=True)))
        content.content.addStretch(1)
        self.show_content(content)
        reveal = self._button(SecondaryButton, "identify.reveal", "identify.reveal", RevealAsked)
        reveal.setIcon(QIcon(icon_pixmap("eye", ICON, COLOURS["blue"])))
        reveal.setIconSize(QSize(ICON, ICON))
        reveal.setEnabled(not props.revealed)
        decline = self._button(SecondaryButton, "identify.not_me", "identify.decline", Declined)
        confirm = self._button(PrimaryButton, "identify.continue", "identify.continue", Confirmed)
        self.show_actions([decline, reveal], [confirm])

    def _words(self, value: str | Text) -> str:
        return value if isinstance(value, str) else self._say(value)

    def _button(
        self, kind: Callable[[str, str], QPushButton], words: str, name: str, event: Callable[[], object]
    ) -> QPushButton:
        button = kind(self._say(text(words)), name)
        button.clicked.connect(lambda: self.intent.emit(event()))
        return button
