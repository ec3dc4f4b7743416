"""One line about the network and the queue, always in sight, never alarming."""

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from domain.text import Say, Text, text
from qt_edge.widgets import Label
from qt_edge.widgets.role import set_kind, set_role


@dataclass(frozen=True, slots=True)
class StripProps:
    line: Text
    queue: Text | None
    fine: bool


def strip_props(connected: bool | None, waiting: int, needs_attention: int) -> StripProps:
    """``connected``: ``None`` while it is not known."""
    line = {True: "shell.online", False: "shell.offline", None: "shell.unknown"}[connected]
    queue = None
    if needs_attention:
        queue = text("shell.attention", n=needs_attention)
    elif waiting:
        queue = text("shell.pending", n=waiting)
    return StripProps(text(line), queue, bool(connected) and not needs_attention)


class StatusStrip(QFrame):
    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        set_role(self, "strip")
        row = QHBoxLayout(self)
        row.setContentsMargins(48, 6, 16, 6)
        self._line = Label(name="shell.network").wrapped()
        self._queue = Label(name="shell.queue")
        row.addWidget(self._line, 1)
        row.addWidget(self._queue)
        self._props = strip_props(None, 0, 0)
        self.show_props(self._props)

    def say_again(self) -> None:
        self.show_props(self._props)

    def show_props(self, props: StripProps) -> None:
        self._props = props
        self._line.setText(self._say(props.line))
        self._queue.setText(self._say(props.queue) if props.queue else "")
        set_kind(self, "fine" if props.fine else "warning")
