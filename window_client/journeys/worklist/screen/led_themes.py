"""The themes (一件事) a department leads: each with every department's part, whoever decides it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from domain.text import Say, text
from qt_edge.theme import COLOURS
from qt_edge.widgets import Caption
from window_client.journeys.worklist.presenter import LedTheme

_HEIGHT = 190
_GAP = 24
_INK = {"green": "success_ink", "yellow": "warning_ink", "red": "failure_ink", "grey": "ink_soft"}


class LedThemes(QFrame):
    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._shown: tuple[LedTheme, ...] = ()
        self._tree = QTreeWidget()
        self._tree.setObjectName("worklist.led")
        self._tree.setColumnCount(3)
        self._tree.setHeaderHidden(True)
        self._tree.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tree.setMaximumHeight(_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Caption(say(text("window_theme.title"))))
        column.addWidget(self._tree)
        self.hide()

    def present(self, themes: tuple[LedTheme, ...]) -> None:
        self.setVisible(bool(themes))
        if themes == self._shown:
            return
        self._shown = themes
        self._tree.clear()
        for theme in themes:
            top = QTreeWidgetItem(self._tree, [self._say(theme.title)])
            top.setFirstColumnSpanned(True)
            for part in theme.parts:
                row = QTreeWidgetItem(top, [part.item_name, part.authority, self._say(part.state)])
                row.setForeground(2, QColor(COLOURS[_INK[part.lamp]]))
        self._tree.expandAll()
        for number in range(2):
            self._tree.resizeColumnToContents(number)
            self._tree.setColumnWidth(number, self._tree.columnWidth(number) + _GAP)
