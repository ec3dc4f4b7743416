"""A place chosen level by level: what was chosen so far in one row, what comes next below it."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qt_edge.widgets.choice_grid import ChoiceGrid
from qt_edge.widgets.role import discard

Steps: TypeAlias = tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]]
"""Value and name of each level chosen so far, and of each place of the next."""


class PlacePicker(QWidget):
    """``chosen(str)``: the value of a place. Buttons are named ``<name>.level.<index>`` and ``<name>.next.<index>``."""

    chosen = Signal(str)

    def __init__(self, name: str, steps: Callable[[str], Steps], root: tuple[str, str]) -> None:
        """``root``: value and words of the level above all."""
        super().__init__()
        self._name = name
        self._steps = steps
        self._root = root
        self._shown: Steps | None = None
        self._parts: list[QWidget] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(16)

    def set_value(self, value: str) -> None:
        """Emits nothing."""
        steps = self._steps(value)
        if steps == self._shown:
            return
        self._shown = steps
        for part in self._parts:
            discard(part)
        path, places = (self._root, *steps[0]), steps[1]
        self._parts = [self._grid("level", path, path[-1][0]), self._grid("next", places, "")]

    def _grid(self, part: str, choices: Sequence[tuple[str, str]], chosen: str) -> ChoiceGrid:
        grid = ChoiceGrid(f"{self._name}.{part}", choices)
        grid.set_value(chosen)
        grid.chosen.connect(self.chosen)
        grid.setVisible(bool(choices))
        self._lines.addWidget(grid)
        return grid
