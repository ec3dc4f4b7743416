"""How our scan settings are said in the words of a SANE backend. Pure: options in, values out.

Backends agree on option names (SANE standard, section 4.4: well-known options) and not on the values of
``source`` and ``mode``; the words below are those of the backends in sane-backends 1.2 and sane-airscan.
"""

from collections.abc import Sequence
from typing import Any

from devices.ports import ScanSettings

_MODES = {
    "colour": ("color", "24bit color[fast]", "24bit color", "color - 16 million colors"),
    "grey": ("gray", "grey", "grayscale", "true gray", "8bit gray", "gray - 256 levels"),
    "bilevel": ("lineart", "black & white", "binary", "halftone"),
}
_FEEDERS = ("adf", "automatic document feeder", "adf front", "adf simplex", "document feeder")
_A4_MILLIMETRES = (210.0, 297.0)


class Unsupported(Exception):
    """The backend cannot scan so; the words name the setting."""


def source_for(settings: ScanSettings, offered: Sequence[str]) -> str | None:
    """The value of ``source``; ``None`` where the backend has only one and does not name it."""
    if not offered:
        if settings.source == "feeder" and settings.duplex:
            raise Unsupported("duplex")
        return None
    if settings.source == "flatbed":
        return _pick(offered, "source", lambda name: "flatbed" in name or "platen" in name)
    if settings.duplex:
        return _pick(offered, "duplex", lambda name: "duplex" in name)
    for wanted in _FEEDERS:
        for name in offered:
            if name.lower() == wanted:
                return name
    return _pick(offered, "source", lambda name: ("adf" in name or "feeder" in name) and "duplex" not in name)


def mode_for(settings: ScanSettings, offered: Sequence[str]) -> str | None:
    """The value of ``mode``. Two levels are made from grey where the backend has no such mode."""
    if not offered:
        return None
    kinds = ("bilevel", "grey") if settings.colour == "bilevel" else (settings.colour,)
    for kind in kinds:
        for wanted in _MODES[kind]:
            for name in offered:
                if name.lower() == wanted:
                    return name
    raise Unsupported(settings.colour)


def resolution_for(dpi: int, constraint: Any) -> int:
    """``constraint``: a tuple lowest, highest, step, or a list of values, as python-sane tells it."""
    if isinstance(constraint, tuple):
        lowest, highest = float(constraint[0]), float(constraint[1])
        allowed = lowest <= dpi <= highest
    else:
        allowed = not constraint or dpi in constraint
    if not allowed:
        raise Unsupported(f"{dpi} dpi")
    return dpi


def area_for(constraint_x: Any, constraint_y: Any) -> tuple[float, float]:
    """Lower right corner of an A4 page in millimetres, cut to what the device can reach."""
    width, height = _A4_MILLIMETRES
    return min(width, _highest(constraint_x, width)), min(height, _highest(constraint_y, height))


def _highest(constraint: Any, usual: float) -> float:
    if isinstance(constraint, tuple):
        return float(constraint[1])
    return float(max(constraint)) if constraint else usual


def _pick(offered: Sequence[str], setting: str, fits: Any) -> str:
    for name in offered:
        if fits(name.lower()):
            return name
    raise Unsupported(setting)
