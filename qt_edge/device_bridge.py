"""Device events on the GUI thread."""

from collections.abc import Callable, Sequence

from devices.catalog import DeviceSpec
from devices.events import DeviceEvent, PreviewReady
from devices.manager import DeviceManager
from domain.clock import Clock
from qt_edge.keyboard_scanner import KeyboardScanners
from qt_edge.preview_feed import PreviewFeed
from qt_edge.thread_marshal import ThreadMarshal


class DeviceBridge:
    """Owns the manager; ``deliver`` runs on the thread that made the bridge, never after :meth:`stop`.
    Pictures of cameras go to :attr:`preview` instead."""

    def __init__(self, specs: Sequence[DeviceSpec], clock: Clock, deliver: Callable[[DeviceEvent], None]) -> None:
        self._deliver = deliver
        self._running = False
        self._marshal = ThreadMarshal(self._on_event)
        self.manager = DeviceManager(specs, self._marshal.post, clock)
        self.preview = PreviewFeed(self.manager)
        self._keyboard = KeyboardScanners(specs, self.manager.present_code)

    def start(self) -> None:
        self._running = True
        self.manager.start()
        self._keyboard.start()

    def stop(self) -> None:
        """Joins every device thread. Part of the shutdown order: before the application object goes."""
        self._running = False
        self._keyboard.stop()
        self.manager.stop()

    def _on_event(self, event: DeviceEvent) -> None:
        if not self._running:
            return
        if isinstance(event, PreviewReady):
            self.preview.fetch(event.device_id)
        else:
            self._deliver(event)
