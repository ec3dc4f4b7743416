"""What a scripted clerk does at the sync monitor: what waits goes on a stick, the receipts on it are read."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from benchmarks.shown_props import ShownProps
from window_client.journeys.monitor.presenter import MonitorProps
from window_client.journeys.monitor.screen import MonitorScreen

_ERRANDS = (Qt.Key.Key_E, Qt.Key.Key_I)
"""With Ctrl: out to a stick, and receipts from it."""
Press = Callable[[Qt.Key, QWidget | None, Qt.KeyboardModifier], None]


class Errands:
    """One at each visit to the monitor, then back to the list."""

    def __init__(self, window: QWidget, stick: Path, chance: random.Random, press: Press) -> None:
        self._screen: MonitorScreen = window.findChild(MonitorScreen)
        self._stick, self._chance, self._press = stick, chance, press
        self._begun = False
        self._shown = ShownProps[MonitorProps](self._screen)

    def turn(self, state: str) -> None:
        """The next key, while the monitor is in front."""
        props = self._shown.props
        dialog = next((one for one in self._screen.findChildren(QFileDialog) if one.isVisible()), None)
        if dialog is not None:
            self._answer(dialog)
        elif props is None or state != "Watching":
            return
        elif not self._begun:
            self._begun = True
            self._press(self._chance.choice(_ERRANDS), None, Qt.KeyboardModifier.ControlModifier)
        elif props.told or props.trouble:
            self._press(Qt.Key.Key_Escape, None, Qt.KeyboardModifier.NoModifier)

    def promised(self) -> dict[str, Any]:
        """What the monitor says now, as JSON."""
        return told(self._shown.props) if self._shown.props else {}

    def forget(self) -> None:
        """The monitor is left."""
        self._shown.props, self._begun = None, False

    def _answer(self, dialog: QFileDialog) -> None:
        name: QLineEdit = dialog.findChild(QLineEdit, "fileNameEdit")
        name.setText(str(self._stick))
        self._press(Qt.Key.Key_Return, name, Qt.KeyboardModifier.NoModifier)


def told(props: MonitorProps) -> dict[str, Any]:
    """What became of the errand with its number, and the hand-ins shown as delivered."""
    return {
        "told": [props.told.key, props.told.values.get("n", 0)] if props.told else [],
        "trouble": props.trouble.key if props.trouble else "",
        "delivered": [row.submission_id for row in props.rows if row.state_name == "confirmed"],
    }
