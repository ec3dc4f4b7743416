"""One widget for each part of a page."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtWidgets import QWidget

from kiosk.page.parts import Choices, Code, Entry, Facts, Levels, Number, Part, Remark, Words
from qt_edge.widgets import (
    Caption,
    Card,
    ChoiceButton,
    FactRows,
    FormField,
    Heading,
    Label,
    Notice,
    QrImage,
    RowButton,
)
from qt_edge.widgets.flow_grid import FlowGrid

LineMaker: TypeAlias = Callable[[Entry], FormField]
QR_SIZE = 340
_FEW = 4
"""Rows to choose from that need not be close together."""


def draw(part: Part, say: Callable[[Words], str], emit: Callable[[object], None], line: LineMaker) -> QWidget:
    match part:
        case Remark(words, tone, name):
            return Notice(say(words), kind=tone, name=name)
        case Facts():
            return _facts(part, say)
        case Choices():
            return _choices(part, say, emit)
        case Levels():
            return _levels(part, say, emit)
        case Code(payload, caption, name):
            return Card(margin=20).add(QrImage(payload, QR_SIZE, name), Caption(say(caption)).centred())
        case Number(label, value, name):
            return Card(margin=28).add(
                Label(say(label), role="soft").wrapped(), Label(say(value), role="number", name=name)
            )
        case Entry():
            return line(part)
    message = f"{type(part).__name__} stands alone on its page"
    raise AssertionError(message)


def _facts(part: Facts, say: Callable[[Words], str]) -> Card:
    card = Card()
    if part.heading:
        card.add(Heading(say(part.heading)))
    return card.add(FactRows([(say(row.label), say(row.value), row.name) for row in part.rows], strong=part.strong))


def _choices(part: Choices, say: Callable[[Words], str], emit: Callable[[object], None]) -> Card:
    card = Card(margin=20)
    if part.heading:
        card.add(Heading(say(part.heading)))
    for row in part.rows:
        button = RowButton(say(row.title), say(row.below), say(row.mark), name=row.name, roomy=len(part.rows) <= _FEW)
        button.clicked.connect(lambda _=False, event=row.event: emit(event))
        card.add(button)
    return card


def _levels(part: Levels, say: Callable[[Words], str], emit: Callable[[object], None]) -> Card:
    card = Card(margin=20)
    if part.heading:
        card.add(Heading(say(part.heading)))
    grid = FlowGrid()
    for row in part.rows:
        button = ChoiceButton(say(row.title), row.name)
        button.setChecked(row.name == part.chosen or row.mark != "")
        button.clicked.connect(lambda _=False, event=row.event: emit(event))
        grid.add(button)
    return card.add(grid)
