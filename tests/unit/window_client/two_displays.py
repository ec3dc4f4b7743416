"""A program of its own, for Qt takes its displays when it starts: tells on the output, as JSON, what it found there."""

import json
import sys

from citizen_states import WISH
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from assets.texts import Texts
from qt_edge.lasting_constants import keep_constants
from window_client.journeys.citizen.screen import CitizenScreen
from window_client.shell.citizen_place import CitizenPlace
from window_client.shell.citizen_runner import CitizenRunner


def found(wanted: str | int) -> dict[str, object]:
    clerk = QWidget()
    clerk.show()
    screen = CitizenScreen(Texts("zh"))
    place = CitizenPlace(screen, clerk, wanted)
    runner = CitizenRunner(screen, place)
    place.start()
    told: dict[str, object] = {"there": place.is_there, "idle": screen.isVisible()}
    runner.ask(WISH, lambda _picture: None, lambda: None)
    button = screen.findChild(QAbstractButton, "citizen.right")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    area = screen.geometry()
    told |= {
        "display": screen.screen().name(),
        "whole": area == screen.screen().geometry(),
        "takes_keys": not screen.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus,
        "is_the_citizens": place.is_citizens(button),
        "state": type(runner.state).__name__,
    }
    place.stop()
    clerk.close()
    return told


keep_constants()
app = QApplication([])
names = [display.name() for display in app.screens()]
wanted = ("CITIZEN", names.index("CITIZEN"), names.index("CLERK"), "HDMI-9")
sys.stdout.write(json.dumps([found(one) for one in wanted]))
