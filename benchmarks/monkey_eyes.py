"""What a monkey sees of the window in front of it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QRegularExpression
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from kiosk.shell.question import Question
from qt_edge.signature_pad import SignaturePad
from qt_edge.widgets import ChoiceGrid, LineField
from qt_edge.widgets.date_steppers import DateSteppers

NOTHING = "nothing"
"""No screen is in sight: the window says that the visit is over."""

W = TypeVar("W", bound=QWidget)


class Eyes:
    def __init__(self, window: Callable[[], QWidget]) -> None:
        """``window``: of the visit that is on; each visit has its own."""
        self._window = window

    def find(self, name: str) -> QWidget | None:
        found = self._window().findChild(QWidget, name)
        return found if isinstance(found, QWidget) and found.isVisible() and found.isEnabled() else None

    def of(self, kind: type[W]) -> list[W]:
        return [widget for widget in self._window().findChildren(kind) if widget.isVisible()]

    def screen(self) -> str:
        shown = self._shown()
        return shown.objectName().removeprefix("screen.") if shown is not None else ""

    def state(self) -> str:
        """``journey.State`` of the screen in sight."""
        shown = self._shown()
        return f"{self.screen()}.{shown.property('state') or ''}" if shown is not None else NOTHING

    def words(self) -> str:
        parts = (w for w in self.of(QWidget) if isinstance(w, QLabel | QAbstractButton | QLineEdit))
        return " ".join(part.text() for part in parts if part.text())

    def buttons(self) -> list[QAbstractButton]:
        """While the window asks something, those of the question only: it lies over all others."""
        asked = self.of(Question)
        found = asked[0].findChildren(QAbstractButton) if asked else self.of(QAbstractButton)
        return [button for button in found if button.isVisible() and button.isEnabled()]

    def ways_on(self) -> list[QAbstractButton]:
        return [b for b in self.buttons() if b.property("role") in ("primary", "tile_primary", "row")]

    def empty_lines(self) -> list[LineField]:
        """Or wrong ones."""
        is_lost = self.find("search.nothing") is not None
        return [line for line in self.of(LineField) if is_lost or not line.text() or line.property("wrong") == "true"]

    def open_choices(self) -> list[list[QAbstractButton]]:
        """The buttons of each that nothing is chosen of."""
        grids = [grid.findChildren(QAbstractButton) for grid in self.of(ChoiceGrid)]
        return [buttons for buttons in grids if buttons and not any(button.isChecked() for button in buttons)]

    def open_dates(self) -> list[QAbstractButton]:
        """The keys for today of dates that show no figure."""
        return [
            today
            for field in self.of(DateSteppers)
            if not any(label.text().isdigit() for label in field.findChildren(QLabel))
            for today in field.findChildren(QAbstractButton)
            if today.property("role") == "choice"
        ]

    def unsigned(self) -> list[SignaturePad]:
        return [pad for pad in self.of(SignaturePad) if not pad.is_signed]

    def _shown(self) -> QWidget | None:
        screens = self._window().findChildren(QWidget, QRegularExpression(r"^screen\."))
        return next((screen for screen in screens if screen.isVisible()), None)
