"""The menu bar: each action shows its key, and its key works while the counter is in front."""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from domain.text import Say, text
from window_client.journeys.counter.screen.actions import ACTIONS, MENUS

_LINES = 9


class CounterMenus(QMenuBar):
    """``asked(str)``: the id of an action; ``line_asked(int)``: file pages to the line of this digit, from 1."""

    asked = Signal(str)
    line_asked = Signal(int)

    def __init__(self, say: Say, keys_of: QWidget) -> None:
        """``keys_of``: while it is to be seen the keys work, wherever in its window the focus is."""
        super().__init__()
        self.setObjectName("counter.menus")
        self._say = say
        self._actions: dict[str, QAction] = {}
        menus = {menu: self.addMenu(say(text(f"counter_menu.{menu}"))) for menu in MENUS}
        for action in ACTIONS:
            words = say(text(f"counter_menu.{action.id}"))
            made = self._made(words, action.key, keys_of, partial(self.asked.emit, action.id))
            made.setObjectName(f"counter.{action.id}")
            menus[action.menu].addAction(made)
            self._actions[action.id] = made
        self._lines = [self._made("", str(n), keys_of, partial(self.line_asked.emit, n)) for n in range(1, _LINES + 1)]
        menus["file"].insertActions(self._actions["unassign"], self._lines)

    def show_step(self, *, paper: bool, locked: bool, idle: Collection[str] = ()) -> None:
        """Which actions there are at this step but those of ``idle``; ``locked``: nothing may be changed any more."""
        for action in ACTIONS:
            there = not locked and (paper or not action.paper)
            self._actions[action.id].setEnabled(there and action.id not in idle)
        for line in self._lines:
            line.setEnabled(paper and not locked)

    def show_lines(self, names: tuple[str, ...]) -> None:
        for number, action in enumerate(self._lines):
            there = number < len(names)
            action.setVisible(there)
            if there:
                action.setText(self._say(text("counter_menu.line", name=names[number])))

    @staticmethod
    def _made(words: str, key: str, keys_of: QWidget, done: Callable[[], None]) -> QAction:
        action = QAction(words, keys_of)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked: done())
        keys_of.addAction(action)
        return action
