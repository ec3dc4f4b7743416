"""Renders the citizen's screen of a window: ``tools/citizen_screens.py FOLDER [--size WxH] [--en]``.

The real runner over two displays of Qt's offscreen platform; who is shown is the invented person of the tests.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from math import cos, sin
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests" / "unit" / "window_client"), str(_ROOT / "tools")]

from citizen_states import SIGHT, WISH  # noqa: E402 - the path above comes first
from contact_sheet import contact_sheet, thumbnail  # noqa: E402
from PIL.Image import Image  # noqa: E402
from PySide6.QtCore import QEvent, QPoint, QSize, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget  # noqa: E402
from window_samples import page_bytes  # noqa: E402

from assets.texts import Texts  # noqa: E402
from domain.contract.queue_calls import QueueBoard, QueueEntry  # noqa: E402
from qt_edge.lasting_constants import keep_constants  # noqa: E402
from qt_edge.signature_pad import SignaturePad  # noqa: E402
from qt_edge.take_down import take_down  # noqa: E402
from qt_edge.theme import Theme, apply_theme  # noqa: E402
from qt_edge.widgets import TouchScroll  # noqa: E402
from window_client.journeys.citizen.screen import CitizenScreen  # noqa: E402
from window_client.shell.citizen_place import CitizenPlace  # noqa: E402
from window_client.shell.citizen_runner import CitizenRunner  # noqa: E402
from window_client.shell.pages import decode  # noqa: E402

_THUMB, _COLUMNS = (480, 270), 4
_TAKEN = QueueEntry(number="A003", state="called", place="12", taken_at=datetime.now(UTC))
_BOARD = QueueBoard(node_name="海曙区政务服务中心", place="12", current=_TAKEN)


class Visit:
    """One citizen, from the welcome to the thanks."""

    def __init__(self, language: str) -> None:
        self.clerk = QWidget()
        self.clerk.show()
        self.screen = CitizenScreen(Texts("en" if language == "en" else "zh"))
        self.place = CitizenPlace(self.screen, self.clerk, "CITIZEN")
        self.screen.picture_wanted.connect(self._show_picture)
        self.runner = CitizenRunner(self.screen, self.place)
        self.place.start()
        assert self.place.is_there

    def steps(self) -> dict[str, Callable[[], None]]:
        return {
            "idle": lambda: self.runner.serve(_BOARD.model_copy(update={"current": None})),
            "called": lambda: self.runner.serve(_BOARD),
            "following": lambda: self.runner.follow(SIGHT),
            "pages": self._scroll_down,
            "confirming": self._ask,
            "objected": lambda: self._press("citizen.wrong"),
            "signing": self._sign,
            "written": self._write,
            "signed": lambda: self._press("citizen.done"),
            "rating": lambda: self.runner.ask_rating(lambda _level: None),
            "rated": lambda: self._press("citizen.grade.1"),
        }

    def _show_picture(self, name: str) -> None:
        """As the counter's pages come: the number at the end of the name says which."""
        number = int(name.removeprefix("picture")) if name.startswith("picture") else 1
        image = decode(page_bytes(number), QSize(150, 220))
        assert image is not None
        self.screen.show_picture(name, image)

    def _scroll_down(self) -> None:
        scroll = self.screen.findChild(TouchScroll)
        assert scroll is not None
        bar = scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _ask(self) -> None:
        self.runner.ask(WISH, lambda _picture: None, lambda: None)

    def _sign(self) -> None:
        self._ask()
        self._press("citizen.right")

    def _press(self, name: str) -> None:
        button = self.screen.findChild(QAbstractButton, name)
        assert button is not None
        button.click()

    def _write(self) -> None:
        pad = self.screen.findChild(SignaturePad)
        assert pad is not None
        middle = pad.rect().center()
        for stroke in range(3):
            x, y = middle.x() - 300 + stroke * 200, middle.y()
            points = [QPoint(x + n * 4, y + round(90 * sin(n / 5 + stroke) * cos(n / 9))) for n in range(40)]
            QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
            for point in points[1:]:
                QTest.mouseMove(pad, point)
            QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1920x1080")
    parser.add_argument("--en", action="store_true")
    parser.add_argument("--docs", action="store_true", help="all of them in one picture")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_displays(Path(scratch), arguments.size)}"
        keep_constants()
        app = QApplication([])
    apply_theme(app, Theme("window"))
    thumbs: list[tuple[str, Image]] = []
    visit = Visit("en" if arguments.en else "zh")
    for name, step in visit.steps().items():
        step()
        for _ in range(25):
            app.sendPostedEvents()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        picture = visit.screen.grab()
        if arguments.docs:
            thumbs.append((name, thumbnail(picture, _THUMB)))
        else:
            picture.save(str(arguments.folder / f"citizen-{name}.png"))
    if thumbs:
        name = "citizen-states-en.png" if arguments.en else "citizen-states.png"
        contact_sheet(thumbs, _COLUMNS).save(arguments.folder / name, optimize=True)
    visit.place.stop()
    take_down(app)
    return 0


def _displays(folder: Path, size: str) -> Path:
    """The clerk's display and, to the right of it, the citizen's, as Qt's offscreen platform wants them."""
    width, height = (int(side) for side in size.split("x"))
    clerk = {"name": "CLERK", "x": 0, "y": 0, "width": 1920, "height": 1080}
    citizen = {"name": "CITIZEN", "x": 1920, "y": 0, "width": width, "height": height}
    path = folder / "displays.json"
    path.write_text(json.dumps({"screens": [clerk, citizen]}), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
