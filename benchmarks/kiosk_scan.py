"""The materials step with a real scanner and queue, and a watch on the event loop."""

import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from assets.texts import Texts
from devices.catalog import DeviceSpec
from devices.events import DeviceEvent
from domain.clock import SystemClock
from kiosk.composition.materials import MaterialsStage
from kiosk.composition.supply import Supply, open_supply
from kiosk.composition.workbench import Ways
from kiosk.journey_map import Task, Visit
from kiosk.journeys.materials import flow as materials
from kiosk.settings import Settings
from kiosk.shell.main_window import MainWindow
from offline_queue.shop import ShopShelf
from offline_queue.station import Station
from qt_edge.theme import Theme, apply_theme


class ScanWatch:
    def __init__(self, app: QApplication, state: Path, scanner: str, give_up_s: float) -> None:
        self._app = app
        self._give_up_s = give_up_s
        apply_theme(app, Theme("kiosk"))
        settings = Settings(
            state=state, language="zh", full_screen=False, size=(1080, 1920), run_agent=False, log="",
            virtual_keyboard=False, visit_command=(), devices=(DeviceSpec("scanner", "escl", scanner),),
        )  # fmt: skip
        say = Texts("zh")
        opened = open_supply(settings, say, SystemClock(), ShopShelf(Station(state)), self._on_device)
        if not isinstance(opened, Supply):
            raise RuntimeError(say(opened))
        self._supply = opened
        bench = opened.bench
        case_id = bench.ids.new_id()
        task = Task(case_id, case_id, bench.shop.catalogue.item("DEMO-016"), bench.ids.new_token(), chosen=("s1",))
        ways = Ways(lambda _: None, lambda: None, lambda: None, lambda: None)
        self._stage = MaterialsStage(bench, ways, Visit(task=task), task)
        self._window = MainWindow(say)
        self._window.resize(1080, 1920)
        self._window.show_screen(self._stage.screen, back=True, home=True)
        self._window.show()
        opened.start()
        self._timer = QTimer()
        self._timer.timeout.connect(self._on_turn)
        self._started = self._last = 0.0
        self._longest = 0.0

    def run(self) -> dict[str, float]:
        """Raises ``RuntimeError`` when the sheets do not all become pages."""
        QTimer.singleShot(500, self._begin)
        if self._app.exec():
            raise RuntimeError(f"the scan ended in {type(self._stage.state).__name__}")
        pages = len(self._stage.state.pile.pages)
        return {"max_stall_ms": self._longest * 1000, "scan_s": self._last - self._started, "pages": pages}

    def close(self) -> None:
        self._stage.close()
        self._supply.close()

    def _on_device(self, event: DeviceEvent) -> None:
        self._stage.on_device(event)

    def _begin(self) -> None:
        self._stage.feed(materials.ScanChosen("m1"))
        self._stage.feed(materials.WaysSeen((materials.Way("scanner"),)))
        self._stage.feed(materials.WayChosen("scanner", "job"))
        self._stage.feed(materials.StartAsked("job"))
        self._started = self._last = time.perf_counter()
        self._timer.start(1)

    def _on_turn(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now
        state = self._stage.state
        if isinstance(state, materials.Fed):
            self._app.exit(0)
        elif isinstance(state, materials.Stopped) or now - self._started > self._give_up_s:
            self._app.exit(1)
