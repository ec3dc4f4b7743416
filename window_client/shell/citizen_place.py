"""Where the citizen's screen stands: on a display of its own or, while something is to be signed, on the clerk's."""

from PySide6.QtCore import QObject, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFont, QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from qt_edge.theme import FONTS, Theme, style_sheet
from window_client.journeys.citizen.screen import CitizenScreen

_FACING = (
    Qt.WindowType.Window
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
    | Qt.WindowType.WindowStaysOnTopHint
)
"""A touch of the citizen never takes the keyboard from the clerk."""
_SHARE = 0.9
"""Of the clerk's window, for the dialog."""


class CitizenPlace(QObject):
    """``changed(is it there: bool)``; ``closed()``: the dialog was ended without an answer.

    ``wanted``: name of the display (``HDMI-2``) or its number, the first is 0; ``None``: there is none. A display that
    is unplugged takes the screen with it: it never moves in front of the clerk.
    """

    changed = Signal(bool)
    closed = Signal()

    def __init__(self, screen: CitizenScreen, clerk: QWidget, wanted: str | int | None) -> None:
        super().__init__(clerk)
        self._screen = screen
        self._clerk = clerk
        self._wanted = wanted
        self._display: QScreen | None = None
        self._in_dialog = False
        self._is_watching = False
        screen.escaped.connect(self.closed)

    @property
    def is_there(self) -> bool:
        return self._display is not None

    @property
    def is_wanted(self) -> bool:
        return self._wanted is not None

    def is_citizens(self, touched: QObject) -> bool:
        """Whether it belongs to the display the citizen sits at."""
        if not self.is_there:
            return False
        return touched is self._screen.windowHandle() or (
            isinstance(touched, QWidget) and touched.window() is self._screen
        )

    def start(self) -> None:
        """Once the clerk's window is shown."""
        self._is_watching = True
        for plugged in self._plugged():
            plugged.connect(self._look)
        self._look()

    def stop(self) -> None:
        """Before the application ends: it takes its displays away then."""
        if self._is_watching:
            self._is_watching = False
            for plugged in self._plugged():
                plugged.disconnect(self._look)
        self._screen.close()
        self._screen.deleteLater()

    @staticmethod
    def _plugged() -> tuple[SignalInstance, SignalInstance]:
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        return application.screenAdded, application.screenRemoved

    def present(self, *, asking: bool) -> None:
        """``asking``: an answer is needed, wherever it can be given."""
        if self.is_there or asking == self._in_dialog:
            return
        self._in_dialog = asking
        if asking:
            self._stand_before_clerk()
        else:
            self._screen.hide()
            self._clerk.activateWindow()

    def _look(self, _changed: object = None) -> None:
        found = self._found()
        if found is self._display:
            return
        self._display = found
        self._screen.hide()
        self._in_dialog = False
        if found is not None:
            self._face_citizen(found)
        self.changed.emit(found is not None)

    def _found(self) -> QScreen | None:
        screens = QGuiApplication.screens()
        by_number = dict(enumerate(screens))
        by_name = {screen.name(): screen for screen in screens}
        found = by_number.get(self._wanted) if isinstance(self._wanted, int) else by_name.get(self._wanted or "")
        return found if found is not self._clerk.screen() else None

    def _face_citizen(self, display: QScreen) -> None:
        self._dress(display.size(), 1.0)
        self._screen.setParent(None)
        self._screen.setWindowFlags(_FACING)
        self._screen.setWindowModality(Qt.WindowModality.NonModal)
        self._screen.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._screen.setScreen(display)
        self._screen.setGeometry(display.geometry())
        self._screen.setWindowState(Qt.WindowState.WindowFullScreen)
        self._screen.show()

    def _stand_before_clerk(self) -> None:
        size = self._clerk.size() * _SHARE
        self._dress(size, _SHARE)
        self._screen.setParent(self._clerk, Qt.WindowType.Dialog | Qt.WindowType.CustomizeWindowHint)
        self._screen.setWindowState(Qt.WindowState.WindowNoState)
        self._screen.setWindowModality(Qt.WindowModality.WindowModal)
        self._screen.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
        self._screen.resize(size)
        self._screen.show()
        self._screen.activateWindow()

    def _dress(self, size: QSize, share: float) -> None:
        """In the type of the elder edition: it is read over a desk."""
        theme = Theme("kiosk", assist=True, factor=share * min(size.width(), size.height()) / 1080)
        font = QFont(list(FONTS))
        font.setPixelSize(theme.px(theme.body))
        self._screen.setFont(font)
        self._screen.setStyleSheet(style_sheet(theme))
