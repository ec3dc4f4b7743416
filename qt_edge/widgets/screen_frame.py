"""The frame of every step: title, content, bottom bar with one primary button at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from qt_edge.widgets.bottom_bar import BottomBar
from qt_edge.widgets.labels import Title
from qt_edge.widgets.role import discard, set_role


class ScreenFrame(QWidget):
    """Object name ``screen.<journey>``; the property ``state`` names the state that is shown."""

    def __init__(self, journey: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"screen.{journey}")
        set_role(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._middle = QVBoxLayout()
        self._middle.setContentsMargins(48, 22, 48, 18)
        self._middle.setSpacing(18)
        self.title = Title()
        self.title.hide()
        self._middle.addWidget(self.title)
        self._content: QWidget | None = None
        outer.addLayout(self._middle, 1)
        self._bar = BottomBar()
        outer.addWidget(self._bar)

    def show_state(self, name: str) -> None:
        self.setProperty("state", name)

    def show_title(self, words: str) -> None:
        self.title.setText(words)
        self.title.setVisible(bool(words))

    def prompt(self) -> str:
        """What a voice says of this screen: its titles and messages. Never a row, which may hold personal data."""
        spoken = [
            part.text()
            for part in self.findChildren(QLabel)
            if part.text() and part.isVisibleTo(self) and (part.property("role") == "title" or _is_message(part))
        ]
        return " ".join(dict.fromkeys(spoken))

    def show_content(self, content: QWidget) -> None:
        """Replace what stands between title and bottom bar."""
        discard(self._content)
        self._content = content
        self._middle.addWidget(content, 1)
        # A layout shows a new child a turn of the event loop later: the screen would be empty for a moment.
        if self.isVisible():
            content.show()

    def show_actions(self, left: list[QPushButton], right: list[QPushButton], remark: QLabel | None = None) -> None:
        """Replace the bottom bar; the last of ``right`` is the way on."""
        self._bar.show_actions(left, right, remark)
        for part in (*left, *right) if self.isVisible() else ():
            part.show()


def _is_message(label: QLabel) -> bool:
    frame = label.parentWidget()
    return frame is not None and frame.property("role") in ("notice", "guidance")
