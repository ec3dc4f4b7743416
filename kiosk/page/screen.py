"""Draws a page; what is being typed stays under the finger."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from domain.text import Say, Text
from kiosk.page.chinese_words import chinese_words
from kiosk.page.drawing import LineMaker, draw
from kiosk.page.parts import Action, Entry, Page, Part, Step, Words
from qt_edge.widgets import (
    Columns,
    FormField,
    Guidance,
    LineField,
    PrimaryButton,
    ScreenFrame,
    ScrollWithKeys,
    SecondaryButton,
)


class PageScreen(ScreenFrame):
    """``intent(event of the flow)``. Lines to write in are named as their entry, keys ``pad.<char>``."""

    intent = Signal(object)

    def __init__(self, journey: str, say: Say, *, own_letters: bool = True) -> None:
        """``own_letters``: false where Qt's keyboard comes up for words."""
        super().__init__(journey)
        self._say = say
        self._own_letters = own_letters
        self._shape: Page | None = None
        self._entries: dict[str, tuple[Entry, FormField]] = {}
        self._body: ScrollWithKeys | None = None

    def show_props(self, state: str, page: Page) -> None:
        self.show_state(state)
        shape = _shape(page)
        if shape != self._shape:
            self._shape = shape
            self.show_title(self._words(page.title))
            self._build(page)
        for entry in _entries(page):
            self._refresh(entry)
        self.show_actions(self._buttons(SecondaryButton, page.left), self._main(page.right))

    def _build(self, page: Page) -> None:
        self._entries = {}
        if len(page.parts) == 1 and isinstance(page.parts[0], Step) and not page.beside:
            self._body = None
            self.show_content(self._guidance(page.parts[0]))
            return
        content = self._body = ScrollWithKeys(chinese_words(self._say), own_letters=self._own_letters)
        parts = self._column(page.parts)
        content.column.add(Columns(parts, self._column(page.beside), shares=(5, 3)) if page.beside else parts)
        content.column.content.addStretch(1)
        self.show_content(content)

    def _column(self, parts: tuple[Part, ...]) -> QWidget:
        column = QWidget()
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(20)
        for part in parts:
            made = self._guidance(part) if isinstance(part, Step) else draw(part, self._words, self._emit, self._line)
            lines.addWidget(made)
        lines.addStretch(1)
        return column

    def _guidance(self, step: Step) -> Guidance:
        return Guidance(
            step.icon, self._words(step.title), self._words(step.body), trouble=self._words(step.trouble),
            tone=step.tone, moving=step.moving,
        )  # fmt: skip

    @property
    def _line(self) -> LineMaker:
        def make(entry: Entry) -> FormField:
            line = LineField(entry.name)
            if entry.secret:
                line.setEchoMode(LineField.EchoMode.Password)
            line.setAttribute(
                Qt.WidgetAttribute.WA_InputMethodEnabled, entry.pad in ("letters", "words") and not self._own_letters
            )
            line.textEdited.connect(lambda value: self._typed(entry.name, value))
            field = FormField(self._words(entry.label), self._words(entry.hint), line, entry.name)
            line.entered.connect(lambda: self._write_in(line, entry.pad, field))
            self._entries[entry.name] = entry, field
            return field

        return make

    def _write_in(self, line: LineField, keys: str, field: FormField) -> None:
        if self._body is not None:
            self._body.write_in(line, keys, field)

    def _refresh(self, entry: Entry) -> None:
        _, field = self._entries[entry.name]
        self._entries[entry.name] = entry, field
        field.show_value(entry.value, error=self._words(entry.error), from_card="")

    def _typed(self, name: str, value: str) -> None:
        self.intent.emit(self._entries[name][0].typed(value))

    def _emit(self, event: object) -> None:
        self.intent.emit(event)

    def _words(self, words: Words) -> str:
        return self._say(words) if isinstance(words, Text) else words

    def _main(self, actions: tuple[Action, ...]) -> list[QPushButton]:
        """Several ways on stand side by side; only the last is the usual one."""
        others = self._buttons(SecondaryButton, actions[:-1])
        return [*others, *self._buttons(PrimaryButton, actions[-1:])]

    def _buttons(self, kind: Callable[[str, str], QPushButton], actions: tuple[Action, ...]) -> list[QPushButton]:
        made = []
        for action in actions:
            button = kind(self._words(action.words), action.name)
            button.setEnabled(action.enabled)
            button.clicked.connect(lambda _=False, event=action.event: self.intent.emit(event))
            made.append(button)
        return made


def _entries(page: Page) -> tuple[Entry, ...]:
    return tuple(part for part in (*page.parts, *page.beside) if isinstance(part, Entry))


def _shape(page: Page) -> Page:
    """All that a rebuilt page would show otherwise: neither what stands in lines nor the buttons."""

    def bare(part: Part) -> Part:
        return replace(part, value="", error="", typed=_nothing) if isinstance(part, Entry) else part

    return replace(page, parts=tuple(map(bare, page.parts)), beside=tuple(map(bare, page.beside)), left=(), right=())


def _nothing(_value: str) -> None:
    return None
