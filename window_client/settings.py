"""``window.toml``: where the station lives, how the window looks, which devices it has."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from devices.catalog import DeviceSpec
from qt_edge.settings_file import read_settings

_SIZE = (1920, 1080)
_KINDS: Mapping[str, tuple[type, ...]] = {
    "language": (str,),
    "profile": (str,),
    "full_screen": (bool,),
    "run_agent": (bool,),
    "citizen_screen": (str, int),
    "log": (str,),
    "refresh_seconds": (int, float),
    "lock_minutes": (int, float),
    "page_memory_megabytes": (int,),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """What kind of place the window stands in."""

    begins_at_monitor: bool = False
    """What waits to be delivered is the first thing a clerk sees."""
    calls_numbers: bool = True
    """There is a hall with a queue."""
    line_is_everyday: bool = False
    """No line is nothing unusual here: its state is always told, large and calm."""


PROFILES = {
    "window": Profile(),
    "township": Profile(begins_at_monitor=True, calls_numbers=False, line_is_everyday=True),
}


@dataclass(frozen=True, slots=True)
class Settings:
    state: Path
    """In the file ``~`` is the home of the account in whose session the window runs."""
    language: Literal["zh", "en"] = "zh"
    full_screen: bool = False
    size: tuple[int, int] = _SIZE
    """Of the window when it is not full-screen."""
    log: str = ""
    """File; empty: stderr."""
    refresh_seconds: float = 3.0
    """Between two looks at the worklist."""
    lock_minutes: float = 10.0
    """Without a key or a click."""
    page_memory_megabytes: int = 64
    """For pages already fetched; nothing of them is ever written to disk."""
    citizen_screen: str | int | None = None
    """The second screen: name of its display (``HDMI-2``), or its number, the first is 0; absent: there is none."""
    profile: Literal["window", "township"] = "window"
    """Key of :data:`PROFILES`: a window of a service hall, or a township station (乡镇站点)."""
    run_agent: bool = False
    """The window starts the sync agent of its station as its child."""
    devices: tuple[DeviceSpec, ...] = ()


def load_settings(path: Path) -> Settings:
    """Raises ``Failure``: unreadable, unknown key, value of the wrong kind or out of range."""
    return read_settings(path, lambda **table: parse_settings(table))


def parse_settings(table: Mapping[str, Any]) -> Settings:
    """Raises ``ValueError``, ``TypeError`` or ``KeyError`` with the key's name, never with its value."""
    known = {field.name for field in fields(Settings)}
    if unknown := sorted(set(table) - known):
        raise ValueError(f"unknown key {', '.join(unknown)}")
    plain: dict[str, Any] = {
        key: _checked(key, value) for key, value in table.items() if key not in ("state", "size", "devices")
    }
    width, height = (int(side) for side in table.get("size", _SIZE))
    if min(width, height) < 600:
        raise ValueError("size: at least 600 each way")
    return Settings(
        state=Path(table["state"]).expanduser(),
        size=(width, height),
        devices=_devices(table.get("devices", ())),
        **plain,
    )


def _checked(key: str, value: Any) -> Any:
    kinds = _KINDS[key]
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise TypeError(f"{key}: must be {' or '.join(kind.__name__ for kind in kinds)}")
    if key == "language" and value not in ("zh", "en"):
        raise ValueError("language: zh or en")
    if key == "profile" and value not in PROFILES:
        raise ValueError(f"profile: {' or '.join(PROFILES)}")
    if key == "citizen_screen":
        return _display(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and value <= 0:
        raise ValueError(f"{key}: must be above zero")
    return value


def _display(value: Any) -> Any:
    if value == "" or (isinstance(value, int) and value < 0):
        raise ValueError("citizen_screen: a display's name, or its number from 0")
    return value


def _devices(tables: object) -> tuple[DeviceSpec, ...]:
    if not isinstance(tables, list | tuple):
        raise TypeError("devices: must be a list of tables")
    return tuple(_device(table) for table in tables)


def _device(table: Mapping[str, Any]) -> DeviceSpec:
    if unknown := sorted(set(table) - {"id", "driver", "address", "options"}):
        raise ValueError(f"devices: unknown key {', '.join(unknown)}")
    return DeviceSpec(
        id=str(table["id"]),
        driver=str(table["driver"]),
        address=str(table["address"]),
        options=dict(table.get("options", {})),
    )
