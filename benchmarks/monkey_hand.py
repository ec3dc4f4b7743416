"""A monkey at the kiosk: touches, keys, cards, codes, paper and faults at random, and what it must never find."""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from benchmarks.kiosk_desk import CARD, Desk
from domain.clock import SystemClock
from kiosk.composition.kiosk import Kiosk
from kiosk.composition.words import Tongue
from kiosk.settings import Settings

HOME_EVERY = 1000
"""Events between two tries to get home."""
_PATIENCE = 400
_SECRETS = (CARD["name"], CARD["number"])
_OF_A_PRINTER = ("none", "paper_out", "cover_open")
_KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_F1,
    Qt.Key.Key_F4, Qt.Key.Key_F11, Qt.Key.Key_Menu, Qt.Key.Key_Backspace, Qt.Key.Key_A, Qt.Key.Key_7,
)  # fmt: skip
_MODIFIERS = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier,
)  # fmt: skip


@dataclass(slots=True)
class Seen:
    events: int = 0
    visits: int = 1
    screens: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)
    """Errors, dead ends, words of an ended visit; each with the number of the event."""


class Monkey:
    """In this process, with the real kiosk over simulators of its devices. ``seed`` makes a run repeatable as far
    as devices answer in the same order."""

    def __init__(self, app: QApplication, settings: Settings, desk: Desk, paper: Path, seed: int) -> None:
        self._app = app
        self._settings = settings
        self._desk = desk
        self._paper = str(paper)
        self._dice = random.Random(seed)  # a game, not a secret
        self._ended = False
        self.seen = Seen()
        self._kiosk = self._new_visit()

    def run(self, events: int) -> Seen:
        before = sys.excepthook
        sys.excepthook = self._on_error
        try:
            for _ in range(events):
                self.seen.events += 1
                self._one()
                QTest.qWait(0)
                if self._ended:
                    self._next_visit()
                if self.seen.events % HOME_EVERY == 0:
                    self._go_home()
        finally:
            sys.excepthook = before
            self._close()
        return self.seen

    # -- what it does -------------------------------------------------------------------------------

    def _one(self) -> None:
        throw = self._dice.random()
        act: Callable[[], object]
        if throw < 0.60:
            act = self._touch_button
        elif throw < 0.72:
            act = self._touch_anywhere
        elif throw < 0.84:
            act = self._press_key
        elif throw < 0.93:
            act = self._kiosk.tick
        else:
            act = self._use_device
        act()
        self.seen.screens.add(self._screen())

    def _touch_button(self) -> None:
        """Mostly of the step, and there often the way on: else it would stay at home and play with the edition."""
        buttons = [b for b in self._window.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]
        inner = [b for b in buttons if not b.objectName().startswith(("shell.", "nav."))]
        ways_on = [b for b in inner if b.property("role") in ("primary", "tile_primary", "row")]
        throw = self._dice.random()
        for chosen, share in ((ways_on, 0.3), (inner, 0.97), (buttons, 1.0)):
            if chosen and throw < share:
                self._touch(self._dice.choice(chosen))
                return

    def _touch_anywhere(self) -> None:
        spot = QPoint(self._dice.randrange(self._window.width()), self._dice.randrange(self._window.height()))
        QTest.mouseClick(self._window.childAt(spot) or self._window, Qt.MouseButton.LeftButton)

    def _press_key(self) -> None:
        target = self._app.focusWidget() or self._window
        QTest.keyClick(target, self._dice.choice(_KEYS), self._dice.choice(_MODIFIERS))

    def _use_device(self) -> None:
        do = self._desk.do
        self._dice.choice(
            (
                *(lambda: do("id_card_reader", "lay_card", card=CARD),) * 5,
                lambda: do("id_card_reader", "lift_card"),
                lambda: do(
                    "id_card_reader",
                    "set_fault",
                    fault=self._dice.choice(("none", "bad_checksum", "silent", "torn_frame")),
                ),
                lambda: do("qr_scanner", "present_text", text=f"OW1:{self._dice.random()}"),
                lambda: do("document_scanner", "load_sheets", sheets=[{"front": self._paper, "back": None}]),
                lambda: do("document_scanner", "set_fault", fault=self._dice.choice(("none", "jam")), at=1, times=1),
                lambda: do("receipt_printer", "set_fault", fault=self._dice.choice(_OF_A_PRINTER)),
            )
        )()

    # -- what must hold -----------------------------------------------------------------------------

    def _go_home(self) -> None:
        """The ways every citizen has: stay or leave, home, out."""
        for _ in range(_PATIENCE):
            if self._ended or self._screen() == "home":
                return
            way = next((w for name in ("exit.leave", "idle.exit", "nav.home") if (w := self._find(name))), None)
            if way is not None:
                self._touch(way)
            else:
                self._kiosk.tick()
            QTest.qWait(1)
        self._trouble(f"no way home from {self._screen() or 'an empty screen'}")

    def _next_visit(self) -> None:
        words = self._words()
        if words:
            self._trouble("an ended visit still shows words")
        self._close()
        self._kiosk = self._new_visit()
        if any(secret in self._words() for secret in _SECRETS):
            self._trouble("a new visit shows the one before")
        self.seen.visits += 1

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace is not None else ""
        self._trouble(f"{kind.__name__} at {where}: {error}")

    def _trouble(self, words: str) -> None:
        self.seen.troubles.append(f"event {self.seen.events}: {words}")

    # -- the visit ----------------------------------------------------------------------------------

    def _new_visit(self) -> Kiosk:
        self._ended = False
        kiosk = Kiosk(self._app, self._settings, Tongue("zh"), SystemClock(), self._on_end)
        kiosk.warm()
        kiosk.raise_window()
        return kiosk

    def _on_end(self) -> None:
        self._ended = True

    def _close(self) -> None:
        self._kiosk.close()
        self._kiosk.window.deleteLater()
        self._kiosk.deleteLater()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def _window(self) -> QWidget:
        return self._kiosk.window

    def _touch(self, button: QWidget) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _find(self, name: str) -> QWidget | None:
        found = self._window.findChild(QWidget, name)
        return found if isinstance(found, QWidget) and found.isVisible() and found.isEnabled() else None

    def _screen(self) -> str:
        screens = (w for w in self._window.findChildren(QWidget) if w.objectName().startswith("screen."))
        return next((w.objectName().removeprefix("screen.") for w in screens if w.isVisible()), "")

    def _words(self) -> str:
        parts = (w for w in self._window.findChildren(QWidget) if isinstance(w, QLabel | QAbstractButton | QLineEdit))
        return " ".join(part.text() for part in parts if part.isVisible() and part.text())
