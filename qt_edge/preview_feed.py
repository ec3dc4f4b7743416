"""What a document camera sees, as a signal of pictures on the GUI thread."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from devices.manager import DeviceManager


class PreviewFeed(QObject):
    """Frames at the rate this thread takes them: while it is busy the camera's newest replaces the one before.

    Signals: ``frame_arrived(device id: str, picture: QImage, faults: tuple of devices.events.PageFault)``.
    """

    frame_arrived = Signal(str, QImage, object)

    def __init__(self, manager: DeviceManager, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._manager = manager

    def watch(self, device_id: str) -> None:
        self._manager.watch_preview(device_id, True)

    def leave(self, device_id: str) -> None:
        """The camera goes off; a frame under way may still arrive."""
        self._manager.watch_preview(device_id, False)

    def fetch(self, device_id: str) -> None:
        """Answer to ``devices.events.PreviewReady``."""
        frame = self._manager.preview_frame(device_id)
        if frame is not None:
            self.frame_arrived.emit(device_id, QImage.fromData(frame.jpeg), frame.faults)
