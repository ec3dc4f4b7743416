"""What the terminal's tests stand on: simulators, an enrolled station, and a hand for the screens."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from benchmarks.kiosk_desk import CARD, Desk, device_specs, make_papers, make_station
from devices.catalog import DeviceSpec
from devices.events import Condition
from domain.clock import SystemClock
from kiosk.composition.kiosk import Kiosk
from kiosk.composition.words import Tongue
from kiosk.settings import Settings


class Terminal:
    """One visit in this process, raised, with a hand that does what a citizen can do."""

    def __init__(
        self, app: QApplication, state: Path, addresses: dict[str, str], extra: tuple[DeviceSpec, ...] = ()
    ) -> None:
        settings = Settings(
            state=state, language="zh", full_screen=False, size=(1080, 1920), run_agent=False, log="",
            virtual_keyboard=False, visit_command=(), devices=(*device_specs(addresses), *extra),
        )  # fmt: skip
        self.ended: list[bool] = []
        self._app = app
        self._say = Tongue("zh")
        self._kiosk = Kiosk(app, settings, self._say, SystemClock(), lambda: self.ended.append(True))
        self._kiosk.warm()
        self._kiosk.raise_window()

    def close(self) -> None:
        self._kiosk.close()
        self._kiosk.deleteLater()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def wait_for_device(self, kind: str) -> None:
        supply = self._kiosk._supply
        assert supply is not None
        self.until(lambda: supply.devices.manager.statuses()[kind].condition is Condition.READY, what=kind)

    def tick(self, seconds: int) -> None:
        """As many seconds without a touch."""
        for _ in range(seconds):
            self._kiosk.tick()

    def see(self, journey: str, *states: str, seconds: float = 10) -> None:
        def there() -> bool:
            screen = self.screen()
            return screen == journey and (not states or self.state() in states)

        self.until(there, seconds, f"{journey} {states}")

    def until(self, true: Callable[[], object], seconds: float = 10, what: str = "it") -> None:
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, f"no {what}; {self.screen()} {self.state()} says {self.words()}"
            loop = QEventLoop()
            QTimer.singleShot(15, loop.quit)
            loop.exec()

    def click(self, name: str) -> None:
        self.until(lambda: (found := self.find(name)) is not None and found.isEnabled(), what=name)
        widget = self.find(name)
        assert widget is not None
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type(self, name: str, words: str) -> None:
        self.until(lambda: self.find(name) is not None, what=name)
        line = self.find(name)
        assert isinstance(line, QLineEdit)
        line.setFocus()
        QTest.keyClicks(line, words)

    def says(self, name: str) -> str:
        widget = self.find(name)
        return widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""

    def words(self) -> str:
        visible = (w for w in self._widgets() if isinstance(w, QLabel | QAbstractButton | QLineEdit) and w.isVisible())
        return " ".join(widget.text() for widget in visible if widget.text())

    def names(self) -> list[str]:
        return [w.objectName() for w in self._widgets() if w.objectName() and w.isVisible()]

    def find(self, name: str) -> QWidget | None:
        return next((w for w in self._widgets() if w.objectName() == name and w.isVisible()), None)

    def screen(self) -> str:
        return next((s.objectName().removeprefix("screen.") for s in self._screens()), "")

    def state(self) -> str:
        return next((str(s.property("state")) for s in self._screens()), "")

    def _screens(self) -> list[QWidget]:
        return [w for w in self._widgets() if w.objectName().startswith("screen.") and w.isVisible()]

    def _widgets(self) -> list[QWidget]:
        return self._kiosk._window.findChildren(QWidget)


__all__ = ["CARD", "Desk", "Terminal", "make_papers", "make_station"]
