"""Device events on the GUI thread."""

from collections.abc import Callable, Sequence

from devices.catalog import DeviceSpec
from devices.events import DeviceEvent
from devices.manager import DeviceManager
from domain.clock import Clock
from qt_edge.thread_marshal import ThreadMarshal


class DeviceBridge:
    """Owns the manager; ``deliver`` runs on the thread that made the bridge, never after :meth:`stop`."""

    def __init__(self, specs: Sequence[DeviceSpec], clock: Clock, deliver: Callable[[DeviceEvent], None]) -> None:
        self._deliver = deliver
        self._running = False
        self._marshal = ThreadMarshal(self._on_event)
        self.manager = DeviceManager(specs, self._marshal.post, clock)

    def start(self) -> None:
        self._running = True
        self.manager.start()

    def stop(self) -> None:
        """Joins every device thread. Part of the shutdown order: before the application object goes."""
        self._running = False
        self.manager.stop()

    def _on_event(self, event: DeviceEvent) -> None:
        if self._running:
            self._deliver(event)
