"""Keys of a screen."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget


def on_key(screen: QWidget, key: str, done: Callable[[], object]) -> None:
    """While the focus is in ``screen``: those of a screen behind another one do nothing."""
    shortcut = QShortcut(QKeySequence(key), screen)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(done)


def on_key_press(screen: QWidget, key: str, button: QPushButton) -> None:
    """As a click; a button of a page that is not in sight does nothing."""
    on_key(screen, key, lambda: button.click() if button.isVisible() else None)
