"""A monkey at the kiosk: touches, keys, words, things and faults at random, and what it must never find."""

import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from benchmarks.monkey_aims import GESTURE, drawn
from benchmarks.monkey_clock import HallClock
from benchmarks.monkey_eyes import NOTHING, Eyes
from benchmarks.monkey_props import Props
from benchmarks.monkey_things import CARDS
from benchmarks.monkey_words import Words
from kiosk.composition.kiosk import Kiosk
from kiosk.composition.words import Tongue
from kiosk.settings import Settings
from kiosk.shell.header import GESTURE_TOUCHES, Header
from kiosk.upkeep.touch_map import WANTED
from qt_edge.crash_guard import places
from qt_edge.signature_pad import SignaturePad
from qt_edge.widgets import LineField
from qt_edge.widgets.qr_image import QrImage
from qt_edge.widgets.touch_target import TouchTarget

HOME_EVERY = 500
"""Events between two tries to get home, beside those from a state it was never tried from."""
_PATIENCE = 400
_NAP_S = 130
"""The longest a monkey does nothing: over the limit of every usual screen."""
_STILL_S = 20.0
"""No event takes so long, on a busy machine either."""
_OBEYS = 0.8
_UNLUCKY = 0.02
"""Share of the events before which something goes wrong where it hurts."""
_NIGHT = 0.01
"""Share of the events at home before which it is closing time."""
_HELPS = 0.4
_TOLD = ("Not", "Stopped", "ReaderAbsent", "ScannerAbsent")
"""Beginnings of the states that tell what does not work."""
_UNDER_WAY = ("Loading", "Starting", "Issuing", "Printing", "Saving", "Sending", "LookingBack")
"""States in which a citizen waits."""
_LOOKS, _LOOK_MS = 40, 25
_SECRETS = tuple(card[part] for card in CARDS for part in ("name", "number"))
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
    states: Counter[str] = field(default_factory=Counter)
    """How many events began in each state, as ``journey.State``."""
    left: set[str] = field(default_factory=set)
    """States from which the way home was tried."""
    troubles: list[str] = field(default_factory=list)
    """Errors, dead ends, words of an ended visit; each with the number of the event."""


class Monkey:
    """In this process, with the real kiosk over ``things``. ``dice`` make a run repeatable as far as devices answer
    in the same order. ``left``: states the way home is known from."""

    def __init__(
        self, app: QApplication, settings: Settings, things: Props, words: Words, dice: random.Random,
        left: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        self._app = app
        self._settings = settings
        self._things = things
        self._writes = words
        self._dice = dice
        self._acts = (
            (0.64, self._touch_button), (0.04, self._be_sensible), (0.08, self._touch_anywhere),
            (0.08, self._press_key), (0.05, self._tick), (0.002, self._nap), (0.002, self._knock),
            (0.001, things.go_on_behind), (0.01, self._look_with_phone), (0.095, things.use),
        )  # fmt: skip
        self._asked_for: Mapping[str, Callable[[], object]] = {
            "identify.Waiting": things.prove, "identify.Vouching": things.show_vouching,
            "face.Vouching": things.show_vouching, "maintenance.AwaitingTicket": things.show_ticket,
            "behalf.WaitingPrincipal": things.lay_card,
            "materials.PutPaper": things.bring_sheets, "materials.Aiming": things.show_camera,
            "materials.Looking": things.use_stick, "progress.ShowCode": things.show_code,
            "resume.Typing": things.show_code, "evaluation.ShowCode": things.show_code,
            "maintenance.Locked": things.show_permit, "maintenance.Touching": self._touch_crosses,
            "pause.Saved": self._look_with_phone, "done.Printed": self._look_with_phone,
            "done.Printing": self._look_with_phone, "materials.Listening": self._look_with_phone,
            "payment.Waiting": self._look_with_phone,
        }  # fmt: skip
        self._clock = HallClock()
        self._ended = False
        self._aim = drawn(dice)
        self._eyes = Eyes(lambda: self._kiosk.window)
        self._was = NOTHING
        self.seen = Seen(left=set(left))
        self._kiosk = self._new_visit()

    def run(self, events: int) -> Seen:
        """What was seen in all so far. May be called again; :meth:`close` in the end."""
        before = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_error
        threading.excepthook = lambda told: self._on_error(told.exc_type, told.exc_value, told.exc_traceback)
        try:
            for _ in range(events):
                self.seen.events += 1
                self._one_in_time()
                if self._ended:
                    self._next_visit()
                if self.seen.events % HOME_EVERY == 0 or (
                    self._eyes.state() not in self.seen.left and self._dice.random() < 0.3
                ):
                    self._go_home()
        finally:
            sys.excepthook, threading.excepthook = before
        return self.seen

    def close(self) -> None:
        self._kiosk.close()
        self._kiosk.window.deleteLater()
        self._kiosk.deleteLater()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # -- what it does -------------------------------------------------------------------------------

    def _one_in_time(self) -> None:
        began, state = time.monotonic(), self._eyes.state()
        self._one()
        QTest.qWait(0)
        if (took := time.monotonic() - began) > _STILL_S:
            self._trouble(f"{state} stood still for {took:.0f} s")

    def _one(self) -> None:
        state = self._eyes.state()
        self.seen.states[state] += 1
        if self._eyes.screen() == "home" and self._was != state:
            self._aim = drawn(self._dice)
        self._was = state
        if state == NOTHING:
            self._wait_for_end()
            return
        self._be_unlucky(state)
        if self._dice.random() < self._aim.resolve:
            self._be_sensible()
            return
        shares, acts = zip(*self._acts, strict=True)
        self._dice.choices(acts, shares)[0]()

    def _be_unlucky(self, state: str) -> None:
        if self._dice.random() < _UNLUCKY:
            self._things.mishap(state)
        if state == "home.Welcome" and self._dice.random() < _NIGHT:
            self._clock.set_to_night()
            self._kiosk.tick()

    def _wait_for_end(self) -> None:
        """A visit is over, and paper lies in the feeder still."""
        self._dice.choice((self._things.tidy, self._kiosk.tick, self._touch_anywhere, self._press_key))()

    def _be_sensible(self) -> None:
        """What a citizen would do here: fill in what is empty, sign, bring what is asked for; else the way on."""
        if self._eyes.state() == "home.OutOfService":
            self._clock.set_to_day()
            self._kiosk.tick()
            return
        if self._eyes.screen() == "home" and (self._begin() or self._dice.random() < _OBEYS):
            return
        if self._eyes.state().partition(".")[2].startswith(_TOLD) and self._dice.random() < _HELPS:
            self._things.tidy()
        wanted = self._wanted()
        asked = self._asked_for.get(self._eyes.state())
        if asked is not None and self._dice.random() < _OBEYS:
            asked()
            self._wait_for_answer()
        elif wanted:
            self._dice.choice(wanted)()
        elif self._eyes.state().partition(".")[2] in _UNDER_WAY and self._dice.random() < _OBEYS:
            self._wait_for_answer()
        elif ways_on := (self._dice.random() < _OBEYS and self._liked()) or self._eyes.ways_on() or self._liked():
            self._touch(self._dice.choice(ways_on))
        else:
            self._wait_for_answer()

    def _wait_for_answer(self) -> None:
        """Of a device or the platform. Where none comes, somebody looks after the terminal now and then."""
        before = self._eyes.state()
        for _ in range(_LOOKS):
            if self._ended or self._eyes.state() != before:
                return
            QTest.qWait(_LOOK_MS)
        if self._dice.random() < _HELPS:
            self._things.tidy()

    def _wanted(self) -> list[Callable[[], None]]:
        """What this screen still lacks."""
        choices = [self._dice.choice(buttons) for buttons in self._eyes.open_choices()]
        return [
            *(partial(self._write, line) for line in self._eyes.empty_lines()),
            *(partial(self._touch, button) for button in (*choices, *self._eyes.open_dates())),
            *(partial(self._sign, pad) for pad in self._eyes.unsigned()),
        ]

    def _liked(self) -> list[QAbstractButton]:
        screen, _, state = self._eyes.state().partition(".")
        return [button for button in self._eyes.buttons() if self._aim.wants(screen, state, button.objectName())]

    def _begin(self) -> bool:
        """Follows the aim from the home screen, if that offers it now."""
        if self._aim.begins == GESTURE:
            self._knock()
            return True
        doors = [button for button in self._eyes.buttons() if button.objectName().startswith(self._aim.begins)]
        if doors:
            self._touch(self._dice.choice(doors))
        else:
            # What needs the line is closed until it is known that there is one.
            self._wait_for_answer()
        return bool(doors)

    def _write(self, line: LineField) -> None:
        line.setFocus()
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_Delete)
        words = self._writes.for_line(line.objectName(), line.accessibleName())
        if words.isascii():
            QTest.keyClicks(line, words)
        else:
            line.insert(words)  # QTest has no keys for it, an input method has
            line.textEdited.emit(line.text())

    def _sign(self, pad: SignaturePad) -> None:
        left, at = Qt.MouseButton.LeftButton, [QPoint(*self._spot(pad)) for _ in range(self._dice.randrange(2, 9))]
        QTest.mousePress(pad, left, Qt.KeyboardModifier.NoModifier, at[0])
        for spot in at[1:]:
            QTest.mouseMove(pad, spot)
        QTest.mouseRelease(pad, left, Qt.KeyboardModifier.NoModifier, at[-1])

    def _spot(self, widget: QWidget) -> tuple[int, int]:
        return self._dice.randrange(max(1, widget.width())), self._dice.randrange(max(1, widget.height()))

    def _touch_button(self) -> None:
        """Mostly of the step, and there often the way on: else it would stay at home and play with the edition."""
        buttons = self._eyes.buttons()
        inner = [b for b in buttons if not b.objectName().startswith(("shell.", "nav."))]
        ways_on = self._eyes.ways_on()
        throw = self._dice.random()
        for chosen, share in ((ways_on, 0.3), (inner, 0.97), (buttons, 1.0)):
            if chosen and throw < share:
                self._touch(self._dice.choice(chosen))
                return

    def _touch_anywhere(self) -> None:
        spot = QPoint(*self._spot(self._window))
        QTest.mouseClick(self._window.childAt(spot) or self._window, Qt.MouseButton.LeftButton)

    def _touch_crosses(self) -> None:
        """As exactly as a finger can, of a hand that is a little off."""
        off = self._dice.uniform(-0.03, 0.03)
        for _ in WANTED:
            for target in self._eyes.of(TouchTarget):
                x, y = (share + off + self._dice.uniform(-0.005, 0.005) for share in target.at)
                spot = QPoint(round(x * target.width()), round(y * target.height()))
                QTest.mousePress(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)

    def _press_key(self) -> None:
        target = self._app.focusWidget() or self._window
        QTest.keyClick(target, self._dice.choice(_KEYS), self._dice.choice(_MODIFIERS))

    def _tick(self) -> None:
        self._kiosk.tick()

    def _nap(self) -> None:
        for _ in range(self._dice.randrange(_NAP_S)):
            if not self._ended:
                self._kiosk.tick()

    def _knock(self) -> None:
        """The hidden gesture of maintenance."""
        for header in self._eyes.of(Header):
            for _ in range(GESTURE_TOUCHES):
                QTest.mouseClick(header, Qt.MouseButton.LeftButton)

    def _look_with_phone(self) -> None:
        """Scrolls to the code first."""
        for area in self._eyes.of(QScrollArea):
            for code in area.findChildren(QrImage):
                area.ensureWidgetVisible(code)
        kept, buffer = QByteArray(), QBuffer()
        buffer.setBuffer(kept)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._window.grab().save(buffer, "PNG")
        self._things.look_with_phone(bytes(kept.data()))

    # -- what must hold -----------------------------------------------------------------------------

    def _go_home(self) -> None:
        """The ways every citizen has: stay or leave, home, out."""
        state = self._eyes.state()
        self.seen.left.add(state)
        for _ in range(_PATIENCE):
            if self._ended or self._eyes.screen() == "home":
                return
            way = next((w for name in ("exit.leave", "idle.exit", "nav.home") if (w := self._eyes.find(name))), None)
            if way is not None:
                self._touch(way)
            else:
                self._kiosk.tick()
            QTest.qWait(1)
        self._trouble(f"no way home from {state}, it stays at {self._eyes.state()}")

    def _next_visit(self) -> None:
        words = self._eyes.words()
        if words:
            self._trouble("an ended visit still shows words")
        self.close()
        self._kiosk = self._new_visit()
        if any(secret in self._eyes.words() for secret in _SECRETS):
            self._trouble("a new visit shows the one before")
        self.seen.visits += 1

    def _on_error(self, kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None) -> None:
        """Of the GUI thread, and of workers, which go on."""
        self._trouble(f"{kind.__name__} at {places(trace)}")

    def _trouble(self, words: str) -> None:
        self.seen.troubles.append(f"event {self.seen.events}: {words}")

    # -- the visit ----------------------------------------------------------------------------------

    def _new_visit(self) -> Kiosk:
        self._ended = False
        self._clock.set_to_day()
        kiosk = Kiosk(self._app, self._settings, Tongue("zh"), self._clock, self._on_end)
        kiosk.warm()
        kiosk.raise_window()
        return kiosk

    def _on_end(self) -> None:
        self._ended = True

    @property
    def _window(self) -> QWidget:
        return self._kiosk.window

    def _touch(self, button: QWidget) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
