"""Widgets of both apps. They hold no words and no rules: callers give finished words and listen to signals."""

from qt_edge.widgets.buttons import (
    ChoiceButton,
    PrimaryButton,
    QuietButton,
    RowButton,
    SecondaryButton,
    TileButton,
)
from qt_edge.widgets.card import Card, Rule
from qt_edge.widgets.cell_grid import CellGrid
from qt_edge.widgets.choice_grid import ChoiceGrid
from qt_edge.widgets.columns import Columns
from qt_edge.widgets.date_steppers import DateSteppers
from qt_edge.widgets.fact_rows import FactRows
from qt_edge.widgets.form_field import FormField
from qt_edge.widgets.guidance import Guidance
from qt_edge.widgets.home_tiles import LeadTile, LinkButton, SearchEntry, ServiceTile
from qt_edge.widgets.icon import icon_pixmap
from qt_edge.widgets.key_pad import KeyPad
from qt_edge.widgets.labels import BodyText, Caption, Heading, Label, Title
from qt_edge.widgets.line_field import LineField
from qt_edge.widgets.notice import Notice, NoticeKind
from qt_edge.widgets.page_thumbs import PageThumbs
from qt_edge.widgets.preview_view import PreviewView
from qt_edge.widgets.qr_image import QrImage
from qt_edge.widgets.screen_frame import ScreenFrame
from qt_edge.widgets.scroll_with_keys import ScrollWithKeys
from qt_edge.widgets.status_pill import PillKind, StatusPill
from qt_edge.widgets.timeline import Timeline
from qt_edge.widgets.toast import Toast
from qt_edge.widgets.touch_scroll import TouchScroll
from qt_edge.widgets.touch_target import TouchTarget

__all__ = [
    "BodyText",
    "Caption",
    "Card",
    "CellGrid",
    "ChoiceButton",
    "ChoiceGrid",
    "Columns",
    "DateSteppers",
    "FactRows",
    "FormField",
    "Guidance",
    "Heading",
    "KeyPad",
    "Label",
    "LeadTile",
    "LineField",
    "LinkButton",
    "Notice",
    "NoticeKind",
    "PageThumbs",
    "PillKind",
    "PreviewView",
    "PrimaryButton",
    "QrImage",
    "QuietButton",
    "RowButton",
    "Rule",
    "ScreenFrame",
    "ScrollWithKeys",
    "SearchEntry",
    "SecondaryButton",
    "ServiceTile",
    "StatusPill",
    "TileButton",
    "Timeline",
    "Title",
    "Toast",
    "TouchScroll",
    "TouchTarget",
    "icon_pixmap",
]
