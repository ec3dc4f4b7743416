"""What a citizen may leave behind: paper in the feeder, told before the terminal is the next one's."""

from devices.events import DeviceEvent, DeviceStatus

LONGEST = 20
"""Seconds the reminder stays when nobody comes back for it."""


class Belongings:
    """A card reader does not tell whether a card it has read still lies there (most readers answer nothing until it
    is lifted); a feeder does, so that only paper can be watched."""

    def __init__(self, scanner: str) -> None:
        """``scanner``: id of the device with the feeder."""
        self._scanner = scanner
        self.paper_left = False
        self._seconds = 0

    def on_device(self, event: DeviceEvent) -> None:
        if isinstance(event, DeviceStatus) and event.device_id == self._scanner and event.paper_loaded is not None:
            self.paper_left = event.paper_loaded

    def tick(self) -> bool:
        """A second went by; whether the reminder is over."""
        self._seconds += 1
        return not self.paper_left or self._seconds >= LONGEST
