"""Widgets of both apps. They hold no words and no rules: callers give finished words and listen to signals."""

from qt_edge.widgets.buttons import (
    ChoiceButton,
    PrimaryButton,
    QuietButton,
    RowButton,
    SecondaryButton,
    TileButton,
)
from qt_edge.widgets.card import Card
from qt_edge.widgets.icon import icon_pixmap
from qt_edge.widgets.labels import BodyText, Caption, Heading, Label, Title
from qt_edge.widgets.notice import Notice, NoticeKind
from qt_edge.widgets.status_pill import PillKind, StatusPill
from qt_edge.widgets.toast import Toast

__all__ = [
    "BodyText",
    "Caption",
    "Card",
    "ChoiceButton",
    "Heading",
    "Label",
    "Notice",
    "NoticeKind",
    "PillKind",
    "PrimaryButton",
    "QuietButton",
    "RowButton",
    "SecondaryButton",
    "StatusPill",
    "TileButton",
    "Title",
    "Toast",
    "icon_pixmap",
]
