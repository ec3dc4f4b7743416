"""A window with a scanner, a receipt printer and the sheets a person brings."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import qrcode
from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from window_town import CLERK, PASSWORD, Process, Town

from devices.catalog import DeviceSpec
from devices.simulator_control import ask
from domain.documents.paper_marks import PaperMark, write_mark
from qt_edge.signature_pad import SignaturePad
from qt_edge.theme import Theme, apply_theme
from window_client.composition import WindowApp
from window_client.journeys.citizen.screen import CitizenScreen
from window_client.journeys.counter.screen.page_grid import PageGrid
from window_client.settings import Settings

SECONDS = 60_000
Key = Qt.Key


class Scanner:
    """A simulated eSCL scanner and the pile in its feeder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._control = folder / "control"
        self._process = Process("devices.document_scanner.simulator", "--port", "0", "--control", self._control)
        self.spec = DeviceSpec("scanner", "escl", f"http://127.0.0.1:{self._process.ready[1]}/eSCL")
        self._sheets = 0

    def load(self, *fronts: bytes) -> None:
        """Sheets with empty backs."""
        sheets = []
        for data in fronts:
            self._sheets += 1
            path = self._folder / f"{self._sheets}.jpg"
            path.write_bytes(data)
            sheets.append({"front": str(path), "back": None})
        ask(self._control, "load_sheets", sheets=sheets)

    def stop(self) -> None:
        self._process.stop()


class CounterClerk:
    """Presses keys where the focus is and counts them, apart from the letters that are copied from paper."""

    def __init__(self, app: WindowApp, bot: QtBot) -> None:
        self.app, self._bot = app, bot
        self.pressed = self.typed = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.pressed += 1
        self._bot.keyClick(QApplication.focusWidget() or self.app.window, key, modifier)

    def type(self, words: str) -> None:
        """Latin by keys; Chinese comes from an input method, one press a character."""
        self.typed += len(words)
        target = QApplication.focusWidget()
        if words.isascii():
            self._bot.keyClicks(target, words)
        else:
            target.insert(words)  # type: ignore[union-attr]
            target.textEdited.emit(target.text())  # type: ignore[union-attr]

    def wait(self, condition: Callable[[], bool]) -> None:
        self._bot.waitUntil(condition, timeout=SECONDS)

    def sees(self, screen: str, state: str) -> None:
        self.wait(lambda: self.screen() == (screen, state))

    def screen(self) -> tuple[str, str]:
        for part in self.app.window.findChildren(QWidget):
            if part.objectName().startswith("screen.") and part.isVisible():
                return part.objectName().removeprefix("screen."), str(part.property("state"))
        return "", ""

    def words(self, name: str) -> str:
        return " ".join(label.text() for label in self.app.window.findChildren(QLabel, name) if label.isVisible())

    def focus(self) -> str:
        target = QApplication.focusWidget()
        return target.objectName() if target else ""

    def pages(self) -> list[tuple[str, str]]:
        """Digit of the line and why it is aside, of each page in order."""
        grid = self.app.window.findChild(PageGrid)
        assert grid is not None
        return [(row.line_key, row.page.aside) for row in grid._model.rows]

    def log_in(self, username: str = CLERK) -> None:
        self.sees("login", "Entry")
        self.type(username)
        self.press(Key.Key_Return)
        self.type(PASSWORD)
        self.press(Key.Key_Return)
        self.pressed = self.typed = 0


@contextmanager
def window(
    town: Town, bot: QtBot, devices: Sequence[DeviceSpec] = (), *, agent: bool = False
) -> Iterator[CounterClerk]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, Theme("window"))
    printer = DeviceSpec("receipt", "escpos-network", f"127.0.0.1:{town.printer_port}")
    settings = Settings(town.window.root, refresh_seconds=0.3, devices=(printer, *devices), run_agent=agent)
    app = WindowApp(application, settings)
    app.start()
    app.window.activateWindow()
    bot.waitUntil(app.window.isActiveWindow, timeout=SECONDS)
    try:
        yield CounterClerk(app, bot)
    finally:
        app.stop()
        app.window.deleteLater()


def paper(words: str) -> bytes:
    """A4 at 150 dpi with lines of text."""
    picture = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(picture)
    for row in range(30):
        draw.text((120, 150 + row * 45), f"{words}, line {row}, and then some words.", fill=0, font_size=26)
    return _jpeg(picture)


def separator(item: str, material: str) -> bytes:
    code = qrcode.QRCode(box_size=10)
    code.add_data(write_mark(PaperMark(item, material, separator=True)))
    picture = Image.new("L", (1240, 1754), 255)
    picture.paste(code.make_image().get_image().convert("L"), (400, 400))
    return _jpeg(picture)


def _jpeg(picture: Image.Image) -> bytes:
    data = BytesIO()
    picture.save(data, "JPEG", dpi=(150, 150))
    return data.getvalue()


def sign(clerk_window: QWidget) -> None:
    """What the citizen does on their screen, here before the clerk's window: checks, writes, confirms."""
    screen = clerk_window.findChild(CitizenScreen)
    assert screen is not None
    _citizen_presses(screen, "citizen.right")
    pad = screen.findChild(SignaturePad)
    assert pad is not None
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 100))
    for step in range(60):
        QTest.mouseMove(pad, QPoint(60 + step * 5, 100 + step % 9 * 6))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(360, 120))
    _citizen_presses(screen, "citizen.done")


def _citizen_presses(screen: CitizenScreen, name: str) -> None:
    button = screen.findChild(QAbstractButton, name)
    assert button is not None
    assert button.isVisible(), name
    assert button.isEnabled(), name
    button.click()
