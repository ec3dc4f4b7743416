"""What a citizen's hand may do to the window: touch it, and write. Nothing that leaves it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

_BUTTON_EVENTS = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)
_KEY_EVENTS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
_CHORDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)  # fmt: skip
_WALKING = frozenset(
    {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Backspace,
     Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
     Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
)  # fmt: skip
"""Of a tactile keypad; every other key must write a character."""


def is_locked_out(event: QEvent) -> bool:
    """Menus, other mouse buttons, key combinations, function and media keys, and the window system's wish to close."""
    kind = event.type()
    if kind in (QEvent.Type.Close, QEvent.Type.ContextMenu):
        return True
    if kind in _BUTTON_EVENTS and isinstance(event, QMouseEvent):
        return event.button() is not Qt.MouseButton.LeftButton
    if kind in _KEY_EVENTS and isinstance(event, QKeyEvent):
        written = event.text()
        writes = bool(written) and written.isprintable()
        return bool(event.modifiers() & _CHORDS) or not (writes or event.key() in _WALKING)
    return False
