"""A screen that is one card in the middle: its title, what is said, its pages and its foot."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from qt_edge.widgets.card import Card
from qt_edge.widgets.labels import Label
from qt_edge.widgets.notice import Notice

_WIDTH = 900


def lay_out_card(
    screen: QWidget, title: str, message: Notice, pages: QStackedWidget, back: QPushButton, *ways: QPushButton
) -> None:
    """``back`` at the left of the foot, ``ways`` at its right."""
    foot = QHBoxLayout()
    foot.addWidget(back)
    foot.addStretch(1)
    for button in ways:
        foot.addWidget(button)
    card = Card(margin=20)
    card.setMaximumWidth(_WIDTH)
    card.add(Label(title, role="title"), message)
    card.content.addWidget(pages, 1)
    card.add(foot)
    row = QHBoxLayout(screen)
    row.setContentsMargins(16, 16, 16, 16)
    row.addStretch(1)
    row.addWidget(card, 8)
    row.addStretch(1)
