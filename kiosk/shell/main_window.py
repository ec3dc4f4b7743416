"""Header, strip, one screen, and the questions over it."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from domain.text import Say, Text, text
from kiosk.shell.attract import Attract
from kiosk.shell.comfort import Comfort
from kiosk.shell.foot import Foot
from kiosk.shell.header import Header
from kiosk.shell.headroom import Headroom
from kiosk.shell.locks import is_locked_out
from kiosk.shell.question import Question
from kiosk.shell.status_strip import StripProps
from qt_edge.widgets import Guidance

HEADROOM = 0.27
"""Of the height of a tall screen that stays free for a seated citizen."""
_TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress)


class MainWindow(QWidget):
    """``back_asked``, ``exit_confirmed`` (home, answered with leave), ``pause_asked`` (answered with keep), ``touched``
    (any touch or key), ``maintenance_asked`` (the hidden gesture on the header), ``assist_asked``, ``language_asked``,
    ``seat_asked``, ``loudness_asked`` (for this visit)."""

    assist_asked = Signal()
    language_asked = Signal()
    seat_asked = Signal()
    loudness_asked = Signal()
    back_asked = Signal()
    exit_confirmed = Signal()
    pause_asked = Signal()
    touched = Signal()
    maintenance_asked = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self.setObjectName("shell")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._header = Header(say)
        self._header.back_asked.connect(self.back_asked)
        self._header.home_asked.connect(self._ask_exit)
        self._header.maintenance_asked.connect(self.maintenance_asked)
        self._foot = Foot(say)
        self._foot.assist_asked.connect(self.assist_asked)
        self._foot.language_asked.connect(self.language_asked)
        self._foot.seat_asked.connect(self.seat_asked)
        self._foot.loudness_asked.connect(self.loudness_asked)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        # The screen's size is given: a step that wants more scrolls, the window never grows.
        self._lines.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._headroom = Headroom(say)
        self._lines.addWidget(self._headroom)
        self._lines.addWidget(self._header)
        self._lines.addWidget(self._foot)
        self._screen: QWidget | None = None
        self._comfort = Comfort()
        self._idle = Question(self, ("idle.continue", "idle.exit", "idle.keep"))
        self._idle.stayed.connect(self._idle.hide)
        self._idle.left.connect(self.exit_confirmed)
        self._exit = Question(self, ("exit.stay", "exit.leave", "exit.keep"))
        self._exit.stayed.connect(self._exit.hide)
        self._exit.left.connect(self.exit_confirmed)
        self._exit.kept.connect(self.pause_asked)
        self._may_pause = False
        self._attract = Attract(say, self)

    def rise(self, *, full_screen: bool) -> None:
        """Into sight, watched; nothing for a window that is in sight."""
        if self.isVisible():
            return
        if full_screen:
            self.showFullScreen()
        else:
            self.show()
        self._watch()

    def _watch(self) -> None:
        """Tell every touch and key from now on, and let nothing else through. After the first show: it is the
        native window that is watched."""
        self.windowHandle().installEventFilter(self)
        # Qt's keyboard is a window of its own: touches on it show as a cursor that moves.
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._on_written)

    def _on_written(self) -> None:
        if QGuiApplication.inputMethod().isVisible():
            self.touched.emit()

    def show_screen(self, screen: QWidget, *, back: bool, home: bool, pause: bool = False) -> None:
        """``pause``: what is on the screen can be kept for later."""
        self.cover()
        self._may_pause = pause
        self._screen = screen
        self._lines.insertWidget(self._lines.indexOf(self._foot), screen, 1)
        screen.show()
        # No button is marked before the citizen touches one.
        self.setFocus()
        self._header.show_ways(back=back, home=home)

    def rest(self, *, night: bool) -> None:
        """The attract loop over the home screen, until :meth:`wake`."""
        self._attract.rest(night=night)

    def wake(self) -> None:
        self._attract.wake()

    def remind(self, icon: str, title: Text, body: Text) -> None:
        """One thing to do before the terminal is the next citizen's: no way back, nothing of the visit."""
        self.cover()
        self._screen = Guidance(icon, self._say(title), self._say(body), moving=True)
        self._lines.insertWidget(self._lines.indexOf(self._foot), self._screen, 1)
        self._screen.show()
        self._header.show_ways(back=False, home=False)

    def cover(self) -> None:
        """Take whatever is shown out of sight."""
        self._idle.hide()
        self._exit.hide()
        self._attract.wake()
        if self._screen is not None:
            self._screen.hide()
            self._screen.setParent(None)
            self._screen.deleteLater()
            self._screen = None

    def show_comfort(self, comfort: Comfort) -> None:
        self._comfort = comfort
        self._foot.show_comfort(comfort)
        self._make_headroom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_headroom()

    def _make_headroom(self) -> None:
        """Only a tall screen is too high for a seated hand."""
        self._headroom.setVisible(self._comfort.lowered and self.height() > self.width())
        self._headroom.setFixedHeight(int(self.height() * HEADROOM))

    def say_again(self) -> None:
        """Everything but the screen, in the language of now."""
        self._exit.hide()
        self._header.say_again()
        self._headroom.say_again()
        self._foot.say_again()

    def show_node(self, name: str) -> None:
        self._header.show_node(name)

    def show_strip(self, props: StripProps) -> None:
        self._foot.show_strip(props)

    def show_time(self, now: datetime) -> None:
        self._header.show_time(now)

    def show_countdown(self, left: int | None, *, warn: bool) -> None:
        self._header.show_countdown(left)
        if warn and left is not None:
            self._exit.hide()
            self._ask(self._idle, "idle", n=left)
        else:
            self._idle.hide()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touched.emit()
        return is_locked_out(event)

    def _ask_exit(self) -> None:
        self._ask(self._exit, "exit_keep" if self._may_pause else "exit")

    def _ask(self, question: Question, kind: str, **numbers: int) -> None:
        title, body = self._say(text(f"shell.{kind}_title")), self._say(text(f"shell.{kind}_body", **numbers))
        keep = self._say(text("shell.exit_keep")) if kind == "exit_keep" else ""
        question.ask(title, body, self._say(text("shell.idle_continue")), self._say(text("shell.idle_exit")), keep)
