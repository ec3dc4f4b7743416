"""The style of every widget, for this terminal's screen: usual or elder."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from kiosk.settings import Settings
from qt_edge.theme import Theme, apply_theme

DESIGN_SHORT_SIDE = 1080


def size_of(app: QApplication, settings: Settings) -> QSize:
    """Of the window from its first moment, so that nothing is laid out twice."""
    return app.primaryScreen().size() if settings.full_screen else QSize(*settings.size)


def wear(app: QApplication, settings: Settings, *, assist: bool) -> None:
    size = size_of(app, settings)
    apply_theme(app, Theme("kiosk", assist=assist, factor=min(size.width(), size.height()) / DESIGN_SHORT_SIDE))
