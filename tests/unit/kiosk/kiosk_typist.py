"""Who writes on the keys of a real screen: what a finger touches, and what stands in the line then."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from domain.handwriting import Point
from kiosk.shell.main_window import MainWindow
from qt_edge.widgets import LineField

NAME = "identify.typed_name"


class Typist:
    def __init__(self, app: QApplication, window: MainWindow) -> None:
        self._app, self.window = app, window
        self._line.clear()
        self._line.entered.emit()
        self._settle()

    def type(self, keys: str) -> None:
        for key in keys:
            self.touch(f"pad.{key}")

    def touch(self, name: str) -> None:
        button = self.window.findChild(QPushButton, name)
        assert button is not None, name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self._settle()

    def draw(self, strokes: Sequence[Sequence[Point]]) -> None:
        """In shares of the square to write in."""
        ink = self.window.findChild(QWidget, "pad.ink")
        assert ink is not None
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        for stroke in strokes:
            at = [QPoint(round(x * ink.width()), round(y * ink.height())) for x, y in stroke]
            QTest.mousePress(ink, left, none, at[0])
            for point in at[1:]:
                QTest.mouseMove(ink, point)
            QTest.mouseRelease(ink, left, none, at[-1])
        self._settle()

    @property
    def written(self) -> str:
        return self._line.text()

    @property
    def spelled(self) -> str:
        label = self.window.findChild(QLabel, "pad.typed")
        assert label is not None
        return label.text()

    @property
    def offered(self) -> list[str]:
        buttons = [self.window.findChild(QPushButton, f"pad.candidate.{n}") for n in range(1, 10)]
        return [button.text() for button in buttons if button is not None and button.isVisible()]

    @property
    def _line(self) -> LineField:
        line = self.window.findChild(LineField, NAME)
        assert line is not None
        return line

    def _settle(self) -> None:
        for _ in range(3):
            self._app.sendPostedEvents()
            self._app.processEvents()
