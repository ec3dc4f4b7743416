"""The ways a material can be brought: those to touch, those shut with their reasons, and the pages that are there."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.text import Say, text
from kiosk.journeys.materials.flow import WayName
from kiosk.journeys.materials.presenter.ways import WaysProps
from qt_edge.widgets import Caption, Card, Columns, FactRows, Heading, Notice, RowButton, TouchScroll


def ways_view(props: WaysProps, say: Say, choose: Callable[[WayName], None], pages: QWidget | None) -> QWidget:
    """``pages``: those that are there, small; ``None`` for none."""
    scroll = TouchScroll()
    scroll.add(Columns(_ways(props, say, choose), pages, shares=(1, 1)) if pages is not None else
               _ways(props, say, choose))  # fmt: skip
    scroll.content.addStretch(1)
    return scroll


def _ways(props: WaysProps, say: Say, choose: Callable[[WayName], None]) -> QWidget:
    column = QWidget()
    lines = QVBoxLayout(column)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(20)
    if props.trouble is not None:
        lines.addWidget(Notice(say(props.trouble), kind="warning", name="trouble"))
    if not props.rows and not props.shut:
        lines.addWidget(Caption(say(text("ways.seeing"))))
    for row in props.rows:
        button = RowButton(say(row.title), say(row.below), name=f"materials.way.{row.name}")
        button.clicked.connect(lambda _=False, name=row.name: choose(name))
        lines.addWidget(button)
    if props.shut:
        card = Card(margin=24).add(Heading(say(text("ways.shut"))))
        lines.addWidget(card.add(FactRows([(say(way), say(reason), "") for way, reason in props.shut])))
    lines.addStretch(1)
    return column
