"""The search line with keys of our own, and the list."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.text import Say, text
from kiosk.journeys.search.flow import Chosen, Typed
from kiosk.journeys.search.presenter import Props, Row
from qt_edge.widgets import (
    Columns,
    Heading,
    KeyPad,
    LineField,
    Notice,
    RowButton,
    ScreenFrame,
    SecondaryButton,
    TouchScroll,
)
from qt_edge.widgets.key_pad import ALPHABET, NUMBER_ROW


class SearchScreen(ScreenFrame):
    """``intent(event of the flow)``. Keys are ``search.key.<char>``, rows ``search.item.<code>``."""

    intent = Signal(object)

    def __init__(self, say: Say, *, own_letters: bool = True) -> None:
        """``own_letters``: false where Qt's keyboard comes up for words."""
        super().__init__("search")
        self._own_letters = own_letters
        self._say = say
        self.show_title(say(text("search.title")))
        self._line = LineField("search.input")
        self._line.setAccessibleName(say(text("search.title")))
        self._line.setPlaceholderText(say(text("search.placeholder")))
        self._line.textChanged.connect(lambda words: self.intent.emit(Typed(words)))
        self._heading = Heading()
        self._list = TouchScroll()
        self._rows: tuple[Row, ...] | None = None
        self._was_shown = False
        self._nothing = Notice(kind="info", name="search.nothing")
        self.show_content(Columns(self._asking(), self._found(), shares=(5, 6), tall_shares=(0, 1)))

    def show_props(self, state: str, props: Props) -> None:
        self.show_state(state)
        self._heading.setText(self._say(props.heading))
        self._nothing.say(self._say(props.nothing) if props.nothing else "")
        if not self._was_shown:
            # A new screen of a search that goes on; from then on the line is the citizen's, to be emptied too.
            self._was_shown = True
            self._line.setText(props.query)
        if props.rows != self._rows:
            self._rows = props.rows
            self._fill(props.rows)

    def focus_line(self) -> None:
        self._line.setFocus()

    def _fill(self, rows: tuple[Row, ...]) -> None:
        content = self._list.content
        while content.count():
            item = content.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for row in rows:
            button = RowButton(
                row.title, self._say(row.below), self._say(row.mark) if row.mark else "", name=f"search.item.{row.code}"
            )
            button.clicked.connect(lambda _=False, code=row.code: self.intent.emit(Chosen(code)))
            content.addWidget(button)
        content.addStretch(1)
        self._list.verticalScrollBar().setValue(0)

    def _asking(self) -> QWidget:
        part = QWidget()
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(20)
        row = QHBoxLayout()
        row.addWidget(self._line, 1)
        clear = SecondaryButton(self._say(text("search.clear")), "search.clear")
        clear.clicked.connect(self._line.clear)
        row.addWidget(clear)
        lines.addLayout(row)
        if self._own_letters:
            lines.addWidget(self._keys())
        lines.addStretch(1)
        return part

    def _keys(self) -> KeyPad:
        keys = KeyPad((*NUMBER_ROW, *ALPHABET), (self._say(text("common.delete_key")), ""), name="search.key")
        keys.key_pressed.connect(self._line.insert)
        keys.delete_pressed.connect(self._line.backspace)
        return keys

    def _found(self) -> QWidget:
        part = QWidget()
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(16)
        lines.addWidget(self._heading)
        lines.addWidget(self._nothing)
        lines.addWidget(self._list, 1)
        return part
