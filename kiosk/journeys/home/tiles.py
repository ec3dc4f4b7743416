"""What a home screen may offer: one row a service. A row is shown where a door leads to it
(``kiosk.composition.doors``) and this terminal is allowed it (``services`` of the settings)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tile:
    id: str
    """Words are ``home_tiles.<id>`` and ``home_tiles.<id>_hint``, the button is ``home.<id>``."""
    icon: str
    """Of ``assets/icons``."""
    begins_application: bool = False
    """Closed while this terminal has no room for another case."""
    needs_platform: bool = False
    """Impossible without a line; what is not marked works offline."""
    needs_device: str = ""
    """The kind of device it is nothing without (``devices.events.DeviceKind``)."""
    in_assist: bool = False
    """Also among the few of the elder edition."""


TILES = (
    Tile("begin", "card", begins_application=True, in_assist=True),
    Tile("progress", "progress", in_assist=True),
    Tile("continue", "resume", begins_application=True, needs_platform=True, in_assist=True),
    Tile("certificates", "certificate", needs_platform=True, needs_device="page_printer", in_assist=True),
    Tile("appointment", "ticket", needs_platform=True),
    Tile("payment", "payment", needs_platform=True),
    Tile("evaluation", "star", needs_platform=True),
    Tile("help", "help", in_assist=True),
)
"""The first is the big one."""
