"""One line of the checklist: tick, what it is about, why."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QMenu, QToolButton, QWidget

from domain.text import Say, text
from qt_edge.widgets import Label
from qt_edge.widgets.role import restyle
from window_client.journeys.correction.presenter import PointRow


class PointRowView(QWidget):
    """``ticked(bool, str)`` with the suggested reason, ``reasoned(str)``."""

    ticked = Signal(bool, str)
    reasoned = Signal(str)

    def __init__(self, row: PointRow, say: Say, digit: int | None) -> None:
        """``digit``: with Alt it ticks the row; shown before the name."""
        super().__init__()
        self._box = QCheckBox(f"{digit}  {row.name}" if digit else row.name)
        self._box.setObjectName(f"correction.{row.kind}.{row.id}")
        self._box.setStyleSheet("QCheckBox::indicator { width: 20px; height: 20px; }")
        self._reason = _ReasonLine()
        self._reason.setObjectName(f"correction.reason.{row.id}")
        self._reason.setPlaceholderText(say(text("window_correction.reason")))
        self._reason.setAccessibleName(row.name)
        self._menu = QToolButton()
        self._menu.setText("▾")
        self._menu.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._menu.setObjectName(f"correction.reasons.{row.id}")
        self._menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu.setMenu(self._ready_made([say(reason) for reason in row.reasons]))
        self._suggestion = say(row.reasons[0]) if row.suggest else ""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._box, 0, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Label(say(row.detail), role="caption").wrapped(), 1, 0)
        grid.addWidget(self._reason, 0, 1, 2, 1)
        grid.addWidget(self._menu, 0, 2, 2, 1)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)
        self._box.toggled.connect(lambda on: self.ticked.emit(on, self._suggestion))
        self._reason.textChanged.connect(self.reasoned)

    def present(self, row: PointRow, *, editable: bool) -> None:
        for part in (self._box, self._reason):
            part.blockSignals(True)
        self._box.setChecked(row.ticked)
        if self._reason.text() != row.reason:
            self._reason.setText(row.reason)
        for part in (self._box, self._reason):
            part.blockSignals(False)
        self._box.setEnabled(editable)
        self._menu.setEnabled(editable)
        self._reason.setReadOnly(not editable)
        restyle(self._reason, "wrong", "true" if row.faulty else "false")

    def turn(self) -> None:
        """As a click on the box; the reason of what is ticked is the next thing to write."""
        if self._box.isEnabled():
            self._box.click()
            (self._reason if self._box.isChecked() else self._box).setFocus()

    def take_keys(self) -> None:
        self._box.setFocus()

    def _ready_made(self, reasons: list[str]) -> QMenu:
        menu = QMenu(self)
        for words in reasons:
            menu.addAction(words).triggered.connect(lambda _=False, words=words: self._reason.setText(words))
        return menu


class _ReasonLine(QLineEdit):
    """Entering it selects a reason that stands there, so that typing replaces it."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self.selectAll)
