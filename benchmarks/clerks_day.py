"""A clerk at the real window who looks at the screen, presses the next key, and writes down what the screen showed.

What was shown is a promise: whatever kills the process afterwards, it has to be there again.
"""

import json
import os
import random
from collections.abc import Callable
from dataclasses import astuple
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from benchmarks.clerks_errands import Errands
from benchmarks.shown_props import ShownProps
from benchmarks.window_site import CLERK, Site
from qt_edge.lasting_constants import keep_constants
from qt_edge.theme import Theme, apply_theme
from window_client.composition import WindowApp
from window_client.journeys.counter.presenter import CounterProps
from window_client.journeys.counter.presenter.check import CheckProps
from window_client.journeys.counter.presenter.form import FieldRow, FormProps
from window_client.journeys.counter.presenter.paper import PaperProps
from window_client.journeys.counter.presenter.reception import ReceptionProps
from window_client.journeys.counter.screen import CounterScreen
from window_client.settings import Settings

_TURN_MS = 4
_LOOKS = 60
"""Turns before an empty desk."""
_NUMBER = "330203190001010013"
_ITEMS = ("16", "42")
"""They ask for no signature: nobody stands before this clerk."""
_SECOND_ITEM = 0.02
"""Chance at each look at the reception."""
_ERRAND = 0.6
"""Chance, at the list, to go to the sync monitor first."""
_TOWNSHIP = 0.5
_MENDS = "RLTGBNC"
_VALUES = {
    "联系手机": "13700000000", "受伤时间": "2026-02-14", "就医日期": "2026-02-14", "总金额": "1286.40",
    "票据号": "0033021102", "用人单位统一社会信用代码": "91330200MA0AAAA01W", "银行账号": "6222021001116245700",
    "发放账户": "6222021001116245700", "户籍地": "330203001001 浙江省/宁波市/海曙区/南门街道/澄浪社区",
}  # fmt: skip
_Control = Qt.KeyboardModifier.ControlModifier
_Alt = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def live(site: Site, marks: int, seed: int, *, last: bool) -> None:
    """The life of one window process. ``marks``: file descriptor for promises, one JSON object a line; ``last``: the
    clerk goes home after one person. Now it is a hall's window, now a township station's."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    keep_constants()
    app = QApplication(["window"])
    apply_theme(app, Theme("window"))
    chance = random.Random(seed)
    profile: Literal["township", "window"] = "township" if chance.random() < _TOWNSHIP else "window"
    settings = Settings(
        site.station.root, refresh_seconds=60, size=(1280, 800), profile=profile, devices=(site.scanner,)
    )
    window = WindowApp(app, settings)
    window.start()
    clerk = Clerk(site, window.window, marks, chance, last=last)
    clerk.start()
    app.exec()
    window.stop()


class Clerk(QObject):
    def __init__(self, site: Site, window: QWidget, marks: int, chance: random.Random, *, last: bool) -> None:
        super().__init__(window)
        self._site, self._window, self._marks, self._chance, self._last = site, window, marks, chance, last
        self._counter: CounterScreen = window.findChild(CounterScreen)
        self._shown = ShownProps[CounterProps](self._counter)
        self._errands = Errands(window, site.stick_folder, chance, self._press)
        self._seen: dict[str, Any] = {}
        self._written = ""
        self._served = False
        self._mends = self._idle = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        self._timer.start(_TURN_MS)

    def _turn(self) -> None:
        screen, state = self._in_front()
        self._promise(screen, state)
        if screen == "login" and state in ("Entry", "Unreachable"):
            self._log_in()
        elif screen == "worklist":
            self._begin()
            return
        elif screen == "monitor":
            self._errands.turn(state)
        elif screen == "counter" and self._shown.props is not None:
            self._serve(self._shown.props, state)
        self._idle = 0

    def _in_front(self) -> tuple[str, str]:
        for part in self._window.findChildren(QWidget):
            if part.objectName().startswith("screen.") and part.isVisible():
                return part.objectName().removeprefix("screen."), str(part.property("state") or "")
        return "", ""

    def _promise(self, screen: str, state: str) -> None:
        """By one system call: it is written whatever happens to this process next."""
        if screen != "counter":
            self._seen, self._shown.props = {}, None
        if screen != "monitor":
            self._errands.forget()
        props = self._shown.props
        if props is not None:
            self._seen.update(shown(props))
        trouble = getattr(props.step, "trouble", None) if props else None
        said = {"trouble": trouble.key if trouble else "", **self._seen, **self._errands.promised()}
        words = json.dumps({"screen": screen, "state": state, **said})
        if words != self._written:
            self._written = words
            os.write(self._marks, words.encode() + b"\n")

    def _log_in(self) -> None:
        for name, words in (("login.username", CLERK), ("login.password", self._site.password)):
            line = self._window.findChild(QLineEdit, name)
            line.setText(words)
        self._press(Key.Key_Return, line)

    def _begin(self) -> None:
        """A draft that was open comes up by itself; a clerk gives it the time."""
        self._mends = 0
        self._idle += 1
        if self._idle < _LOOKS:
            return
        if self._last and self._served:
            QApplication.exit(0)
        elif self._chance.random() < _ERRAND:
            self._idle = 0
            self._press(Key.Key_F3)
        else:
            self._press(Key.Key_F2)

    def _serve(self, props: CounterProps, state: str) -> None:
        match props.step:
            case ReceptionProps():
                self._receive(props, props.step)
            case FormProps():
                self._fill(props.step)
            case PaperProps():
                self._scan(props.step)
            case CheckProps() if state == "Saved":
                self._served = True
                self._press(Key.Key_Return)
            case CheckProps() if state == "Check":
                self._hand_in(props.step)

    def _receive(self, props: CounterProps, step: ReceptionProps) -> None:
        if props.person.key == "counter.nobody_yet":
            name, number = (self._line(f"counter.{part}") for part in ("name", "number"))
            name.setText("张三")
            number.setText(_NUMBER)
            self._press(Key.Key_Return, number)
        elif any(row.question for row in step.items):
            self._press(Key.Key_1, None, _Control)
        elif not step.items or (len(step.items) < 2 and self._chance.random() < _SECOND_ITEM) or step.words:
            self._find(step)
        else:
            self._press(Key.Key_F9)

    def _find(self, step: ReceptionProps) -> None:
        find = self._line("counter.find")
        if not step.words:
            QTest.keyClicks(find, self._chance.choice(_ITEMS))
        elif step.hits:
            self._press(Key.Key_Return, find)

    def _fill(self, step: FormProps) -> None:
        """One key of the first field that is not as it should be."""
        row = next((row for row in step.rows if row.required and row.value != _wanted(row)), None)
        if row is None:
            self._press(Key.Key_F9)
            return
        name = f"counter.field.{row.label}"
        field = next(part for part in self._window.findChildren(QWidget, name) if part.isVisible())
        field.setFocus()
        if isinstance(field, QComboBox):
            self._press(Key.Key_Down, field)
        elif isinstance(field, QLineEdit) and not _wanted(row).isascii():
            field.setCompleter(None)  # the whole value is given: no list of places in the way
            field.setText(_wanted(row))
            field.textEdited.emit(field.text())
        elif isinstance(field, QLineEdit | QPlainTextEdit):
            good = _wanted(row).startswith(row.value)
            QTest.keyClicks(field, _wanted(row)[len(row.value)]) if good else self._press(Key.Key_Backspace, field)

    def _scan(self, step: PaperProps) -> None:
        if step.scanning is not None:
            return
        empty = [line for line in step.lines if line.mark in ("missing", "later") and line.id]
        loose = [row for row in step.pages if row.page.kept and not row.line_key]
        if loose:
            self._select(step, loose[0].page.id)
            self._press(Key.Key_1, self._counter.paper.grid)
        elif empty:
            self._site.load(len(empty) + 1)
            self._press(Key.Key_F5)
        elif self._mends < self._chance.randrange(1, 20):
            self._mend(step)
        else:
            self._mends = 0
            self._press(Key.Key_F9)

    def _mend(self, step: PaperProps) -> None:
        self._mends += 1
        self._select(step, self._chance.choice(step.pages).page.id)
        grid = self._counter.paper.grid
        if step.can_undo and self._chance.random() < 0.3:
            self._press(Key.Key_Z, grid, _Control)
        elif self._chance.random() < 0.3:
            self._press(self._chance.choice((Key.Key_Left, Key.Key_Right)), grid, _Control)
        else:
            QTest.keyClicks(grid, self._chance.choice(_MENDS))

    def _hand_in(self, step: CheckProps) -> None:
        if step.hindrance is None:
            self._press(Key.Key_F9)
        elif step.hindrance.key == "counter_repeat.reason_missing":
            QTest.keyClicks(self._line("counter.repeat_reason"), "again")
        else:
            self._press(Key.Key_2 if step.hindrance.key == "counter.form_incomplete" else Key.Key_3, None, _Alt)

    def _select(self, step: PaperProps, page_id: str) -> None:
        grid = self._counter.paper.grid
        grid.setFocus()
        at = next(at for at, row in enumerate(step.pages) if row.page.id == page_id)
        grid.setCurrentIndex(grid.model().index(at, 0))

    def _line(self, name: str) -> QLineEdit:
        line: QLineEdit = self._window.findChild(QLineEdit, name)
        line.setFocus()
        return line

    def _press(self, key: Qt.Key, where: QWidget | None = None,
               held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:  # fmt: skip
        QTest.keyClick(where or QApplication.focusWidget() or self._window, key, held)


def shown(props: CounterProps) -> dict[str, Any]:
    """What of the draft is to be seen on the screen, as JSON."""
    parts: dict[type, Callable[[Any], dict[str, Any]]] = {
        ReceptionProps: lambda step: {"items": [row.code for row in step.items]},
        FormProps: lambda step: {"values": {row.key: row.value for row in step.rows}},
        PaperProps: lambda step: {"pages": [list(astuple(row.page)) for row in step.pages]},
        CheckProps: lambda step: {"numbers": [row.number for row in step.rows if row.number]},
    }
    return parts[type(props.step)](props.step)


def _wanted(row: FieldRow) -> str:
    """Of a choice whatever is there, else the first."""
    if row.choices:
        return row.value or str(row.choices[0][0])
    return row.value if row.from_card and row.value else _VALUES.get(row.label, "Lingqiao 100")
