"""The style of every widget, for this terminal's screen: usual or elder."""

from PySide6.QtWidgets import QApplication

from kiosk.settings import Settings
from qt_edge.theme import Theme, apply_theme

DESIGN_SHORT_SIDE = 1080


def wear(app: QApplication, settings: Settings, *, assist: bool) -> None:
    size = app.primaryScreen().size() if settings.full_screen else None
    width, height = (size.width(), size.height()) if size is not None else settings.size
    apply_theme(app, Theme("kiosk", assist=assist, factor=min(width, height) / DESIGN_SHORT_SIDE))
