"""What a visit needs after its home screen, loaded while nobody touches it: one part a turn of the event loop."""

import gc
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 60
PARTS = (
    "kiosk.page.screen", "kiosk.journeys.identify.flow", "kiosk.composition.face", "kiosk.composition.identity",
    "kiosk.journeys.guide.screen",
    "kiosk.composition.arrival", "kiosk.journeys.form.screen", "kiosk.journeys.materials.screen",
    "kiosk.composition.filing", "kiosk.composition.materials", "kiosk.composition.aftermath",
    "kiosk.composition.services",
    "kiosk.composition.payment", "kiosk.composition.open_services", "kiosk.composition.maintenance",
    "kiosk.composition.stages",
)  # fmt: skip
"""In the order in which a citizen comes to them."""


class Preload(QObject):
    def __init__(self) -> None:
        super().__init__()
        self._left = list(PARTS)
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._one)
        self._timer.start()

    def _one(self) -> None:
        if self._left:
            import_module(self._left.pop(0))
        else:
            self._timer.stop()
            # What is loaded now stays for the life of the process: a full collection would look through all of it, for
            # 40 to 60 ms, perhaps under a finger.
            gc.freeze()
