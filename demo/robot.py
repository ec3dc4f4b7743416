"""A hand and an eye for a real application: clicks, keys and pictures through the window system.

``python -m demo.robot FOLDER MODULE [ARGUMENTS…]`` runs ``MODULE.main(ARGUMENTS)`` unchanged and
listens on ``FOLDER/<pid>``. One JSON line asks, one answers. It refuses to click what a person could
not: hidden, disabled, outside the window or covered by something else.
"""

import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from qt_edge.lasting_constants import keep_constants

Answer = dict[str, Any]
_TICK_MS = 15


class CannotDo(Exception):
    """What a person could not do either."""


class Robot(QObject):
    def __init__(self, folder: Path, application: QApplication) -> None:
        super().__init__(application)
        folder.mkdir(parents=True, exist_ok=True)
        self._server = QLocalServer(self)
        self._path = folder / str(os.getpid())
        QLocalServer.removeServer(str(self._path))
        if not self._server.listen(str(self._path)):
            raise RuntimeError(self._server.errorString())
        self._server.newConnection.connect(self._on_connection)
        self._actions: dict[str, Callable[..., Answer]] = {
            "look": self._look,
            "click": self._click,
            "type": self._type,
            "press": self._press,
            "stroke": self._stroke,
            "pick": self._pick,
            "picture": self._picture,
        }

    @Slot()
    def _on_connection(self) -> None:
        line = self._server.nextPendingConnection()
        line.readyRead.connect(lambda: self._on_request(line))

    def _on_request(self, line: QLocalSocket) -> None:
        if not line.canReadLine():
            return
        request = json.loads(bytes(line.readLine().data()))
        if request["do"] == "await":
            self._await(line, request, time.monotonic() + request["seconds"])
            return
        try:
            answer = {"ok": True, **self._actions[request.pop("do")](**request)}
        except CannotDo as refused:
            answer = {"ok": False, "error": str(refused)}
        _send(line, answer)

    def _await(self, line: QLocalSocket, request: Answer, deadline: float) -> None:
        """Answer as soon as the screen is what was asked for, without holding up the application."""
        seen = self._look()
        if _matches(seen, request):
            _send(line, {"ok": True, **seen})
        elif time.monotonic() > deadline:
            _send(line, {"ok": False, "error": f"still {seen['screen']} in {seen['state']}: {sorted(seen['texts'])}"})
        else:
            QTimer.singleShot(_TICK_MS, self, lambda: self._await(line, request, deadline))

    def _look(self) -> Answer:
        window = _window()
        if window is None:
            return {"pid": os.getpid(), "visible": False, "screen": "", "state": "", "texts": {}, "words": []}
        named: dict[str, str] = {}
        words: list[str] = []
        screen = state = ""
        for widget in (window, *window.findChildren(QWidget)):
            if not widget.isVisible():
                continue
            name = widget.objectName()
            if name.startswith("screen."):
                screen, state = name.removeprefix("screen."), str(widget.property("state") or "")
            said = _said(widget)
            if said:
                words.append(said)
            if name and not name.startswith("qt_"):
                named[name] = said
        return {
            "pid": os.getpid(),
            "visible": True,
            "screen": screen,
            "state": state,
            "texts": named,
            "words": words,
        }

    def _click(self, name: str) -> Answer:
        widget = _find(name)
        _bring_into_view(widget)
        if not widget.isEnabled():
            raise CannotDo(f"{name} is disabled")
        window = widget.window()
        spot = widget.mapTo(window, widget.rect().center())
        hit = window.childAt(spot)
        if hit is None or (hit is not widget and not widget.isAncestorOf(hit)):
            raise CannotDo(f"{name} is covered by {hit.objectName() or type(hit).__name__ if hit else 'nothing'}")
        QTimer.singleShot(0, window, lambda: _mouse_click(window, spot))
        return {}

    def _type(self, name: str, text: str) -> Answer:
        """Touch the field, empty it as a person would and type."""
        widget = _find(name)
        _bring_into_view(widget)
        window = widget.window()
        _mouse_click(window, widget.mapTo(window, widget.rect().center()))
        target = QApplication.focusWidget()
        if target is None:
            raise CannotDo(f"{name} takes no keys")
        QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(target, Qt.Key.Key_Delete)
        if text.isascii():
            QTest.keyClicks(target, text)
        elif isinstance(target, QLineEdit):
            target.insert(text)
        elif isinstance(target, QPlainTextEdit):
            target.insertPlainText(text)
        return {}

    def _stroke(self, name: str, points: list[tuple[float, float]]) -> Answer:
        """A finger over a widget; ``points`` in shares of its size."""
        widget = _find(name)
        _bring_into_view(widget)
        window = widget.window()
        places = [QPoint(round(widget.width() * x), round(widget.height() * y)) for x, y in points]
        spots = [widget.mapTo(window, place) for place in places]
        handle, left = window.windowHandle(), Qt.MouseButton.LeftButton
        QTest.mousePress(handle, left, Qt.KeyboardModifier.NoModifier, spots[0])
        for spot in spots[1:]:
            QTest.mouseMove(handle, spot)
        QTest.mouseRelease(handle, left, Qt.KeyboardModifier.NoModifier, spots[-1])
        return {}

    def _press(self, key: str) -> Answer:
        window = _window()
        if window is None:
            raise CannotDo("no window is visible")
        code = Qt.Key[f"Key_{key}"]
        QTimer.singleShot(0, window, lambda: QTest.keyClick(QApplication.focusWidget() or window, code))
        return {}

    def _pick(self, name: str, row: int) -> Answer:
        """Touch a row of a table or list."""
        widget = _find(name)
        if not isinstance(widget, QAbstractItemView):
            raise CannotDo(f"{name} is no list")
        model = widget.model()
        if row >= model.rowCount():
            raise CannotDo(f"{name} has {model.rowCount()} rows")
        index = model.index(row, 0)
        widget.scrollTo(index)
        spot = widget.viewport().mapTo(widget.window(), widget.visualRect(index).center())
        _mouse_click(widget.window(), spot)
        return {"rows": model.rowCount()}

    def _picture(self, path: str) -> Answer:
        window = _window()
        if window is None or not window.grab().save(path):
            raise CannotDo(f"no picture could be taken to {path}")
        return {}


def _window() -> QWidget | None:
    """The window in front: a modal dialog before the main window."""
    modal = QApplication.activeModalWidget()
    if modal is not None:
        return modal
    return next((w for w in QApplication.topLevelWidgets() if w.isVisible() and w.objectName() != "panel"), None)


def _find(name: str) -> QWidget:
    window = _window()
    candidates = [] if window is None else [w for w in window.findChildren(QWidget, name) if w.isVisible()]
    if not candidates:
        raise CannotDo(f"{name} is not to be seen")
    return candidates[0]


def _said(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.accessibleName()


def _bring_into_view(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
    QApplication.sendPostedEvents()


def _mouse_click(window: QWidget, spot: QPoint) -> None:
    handle = window.windowHandle()
    if not QRect(QPoint(0, 0), window.size()).contains(spot):
        raise CannotDo("outside the window")
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)


def _matches(seen: Answer, wanted: Answer) -> bool:
    if not seen["visible"]:
        return False
    if "screen" in wanted and seen["screen"] != wanted["screen"]:
        return False
    if "state" in wanted and seen["state"] != wanted["state"]:
        return False
    if "name" in wanted and wanted["name"] not in seen["texts"]:
        return False
    return not ("words" in wanted and not any(wanted["words"] in said for said in seen["words"]))


def _send(line: QLocalSocket, answer: Answer) -> None:
    line.write(json.dumps(answer).encode() + b"\n")
    line.flush()


def main() -> int:
    folder, module, *arguments = sys.argv[1:]
    keep_constants()
    application = QApplication([module])
    Robot(Path(folder), application)
    try:
        status: int = importlib.import_module(module).main(arguments)
    finally:
        QLocalServer.removeServer(str(Path(folder) / str(os.getpid())))
    return status


if __name__ == "__main__":
    sys.exit(main())
