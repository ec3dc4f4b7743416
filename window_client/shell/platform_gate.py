"""What needs the platform's answer: marked while there is no line, and told instead of tried when it is asked for."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from domain.text import Say, text
from qt_edge.theme import COLOURS
from qt_edge.widgets.icon import icon_pixmap
from qt_edge.widgets.role import restyle

NEEDS: Mapping[str, str] = {
    "worklist.open": "open_case",
    "worklist.refresh": "list",
    "worklist.handover": "handover",
    "worklist.transfer": "transfer",
    "worklist.vouch": "vouch",
    "vouch.ask": "vouch",
    "calls.next": "call",
    "calls.more": "call",
    "case.accept": "decide",
    "case.tolerate": "decide",
    "case.reject": "decide",
    "case.not_competent": "decide",
    "case.finish": "decide",
    "case.retry": "open_case",
    "correction.send": "correct",
    "handover.look": "handover",
    "handover.applicant": "handover",
    "handover.to_agent": "handover",
    "handover.courier": "handover",
    "counter.continue_code": "continue_code",
}
"""Object name of a button or menu entry, and the need it has: a key of ``window_needs``."""
_ICON = 18


class PlatformGate:
    """``explain(words)`` is called when somebody asks for what needs the platform while there is no line."""

    def __init__(self, say: Say, explain: Callable[[str], None]) -> None:
        self._say = say
        self._explain = explain
        self._is_down = False
        self._marked: dict[str, list[QPushButton | QAction]] = {}

    def watch(self, window: QWidget) -> None:
        """Every part of it that :data:`NEEDS` names."""
        parts: list[QPushButton | QAction] = [*window.findChildren(QPushButton), *window.findChildren(QAction)]
        for part in parts:
            if part.objectName() in NEEDS:
                self._marked.setdefault(part.objectName(), []).append(part)

    def passes(self, need: str) -> bool:
        """Otherwise it was said why not, and what to do instead."""
        if self._is_down:
            self._explain(self._say(text(f"window_needs.{need}")))
        return not self._is_down

    def show_line(self, *, is_down: bool) -> None:
        if is_down == self._is_down:
            return
        self._is_down = is_down
        for name, parts in self._marked.items():
            for part in parts:
                self._mark(part, NEEDS[name])

    def _mark(self, part: QPushButton | QAction, need: str) -> None:
        primary = isinstance(part, QPushButton) and part.property("role") == "primary"
        colour = COLOURS["paper" if primary else "warning_ink"]
        part.setIcon(QIcon(icon_pixmap("offline", _ICON, colour)) if self._is_down else QIcon())
        part.setToolTip(self._say(text(f"window_needs.{need}")) if self._is_down else "")
        if isinstance(part, QPushButton):
            restyle(part, "needs_line", self._is_down)
