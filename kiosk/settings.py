"""What ``kiosk.toml`` may say (``docs/architecture.md``, Configuration)."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from devices.device_spec import DeviceSpec
from kiosk.hours import AROUND_THE_CLOCK, Hours
from kiosk.hours import hours as read_hours
from kiosk.supplies import USUAL, Limits, limits
from qt_edge.settings_file import read_settings

_WHERE_KEPT = "/var/lib/onewindow"


@dataclass(frozen=True, slots=True)
class Settings:
    state: Path
    language: Literal["zh", "en"]
    full_screen: bool
    size: tuple[int, int]
    """Window size in pixels when not full-screen."""
    run_agent: bool
    log: str
    """File; empty: stderr."""
    virtual_keyboard: bool
    """Qt's keyboard for Chinese; its word list lives and dies with the visit."""
    visit_command: tuple[str, ...]
    devices: tuple[DeviceSpec, ...]
    hours: Hours = AROUND_THE_CLOCK
    consumables: Limits = USUAL
    services: frozenset[str] | None = None
    """Tiles of the home screen this terminal is allowed (``kiosk/journeys/home/tiles.py``); ``None``: all."""
    without_face: Literal["go_on", "staff"] = "go_on"
    """With a face camera: what follows when somebody declines the comparison or is not recognised."""


def load_settings(path: Path) -> Settings:
    """Raises ``Failure`` with the reason; unknown keys are refused."""
    return read_settings(path, _settings)


def _settings(  # noqa: PLR0913  # one parameter a key of the file
    *,
    state: str = _WHERE_KEPT,
    language: str = "zh",
    size: Sequence[int] = (1080, 1920),
    log: str = "",
    visit_command: Sequence[str] = (),
    devices: Sequence[Mapping[str, Any]] = (),
    hours: Mapping[str, str] | None = None,
    consumables: Mapping[str, int] | None = None,
    services: Sequence[str] | None = None,
    without_face: str = "go_on",
    **switches: bool,
) -> Settings:
    width, height = size
    known = {"full_screen": True, "run_agent": True, "virtual_keyboard": False}
    unknown = sorted(switches.keys() - known.keys())
    if unknown:
        raise ValueError(f"unknown keys {unknown}")
    return Settings(
        state=Path(state),
        language=_language(language),
        size=(int(width), int(height)),
        log=log,
        visit_command=tuple(visit_command) or (sys.executable, "-m", "kiosk.visit"),
        devices=tuple(DeviceSpec(**device) for device in devices),
        hours=read_hours(**(hours or {})),
        consumables=limits(**(consumables or {})),
        services=None if services is None else frozenset(services),
        without_face=_without_face(without_face),
        **(known | switches),
    )


def _language(name: str) -> Literal["zh", "en"]:
    match name:
        case "zh" | "en":
            return name
        case _:
            raise ValueError(f"unknown language {name}")


def _without_face(word: str) -> Literal["go_on", "staff"]:
    match word:
        case "go_on" | "staff":
            return word
        case _:
            raise ValueError(f"unknown without_face {word}")
