"""Scripts of faults on the simulator panel: choose one, play it, be told how it goes."""

import threading
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGroupBox, QPushButton, QVBoxLayout, QWidget

from devices.simulator_script import Script, play, read_script


class FaultBox(QGroupBox):
    """Every ``*.toml`` of ``folder``; ``controls`` holds the simulators' sockets by their names in the demonstration.

    Signals:
        told(str): a step that was done, the end, or why the script broke off.
    """

    told = Signal(str)

    def __init__(self, folder: Path, controls: Path, parent: QWidget | None = None) -> None:
        super().__init__("故障脚本 Fault scripts", parent)
        self._controls = controls
        self._scripts = [read_script(file.read_text("utf-8")) for file in sorted(folder.glob("*.toml"))]
        self._choice = QComboBox()
        self._choice.addItems([script.title for script in self._scripts])
        button = QPushButton("播放 Play")
        button.clicked.connect(lambda _checked=False: self.play_chosen())
        column = QVBoxLayout(self)
        column.addWidget(self._choice)
        column.addWidget(button)

    def play_chosen(self) -> None:
        """Returns at once; a script may wait minutes for what a visitor does."""
        script = self._scripts[self._choice.currentIndex()]
        threading.Thread(target=self._play, args=(script,), name="fault-script", daemon=True).start()

    def _play(self, script: Script) -> None:
        try:
            play(self._controls / script.simulator, script.steps, lambda step: self.told.emit(f"… {step.do}"))
        except (OSError, RuntimeError) as error:
            self.told.emit(str(error))
        else:
            self.told.emit(f"完 done: {script.title}")
