"""Could pages of memory, and with them what a citizen typed, be written to a disk in clear? Linux."""

from collections.abc import Iterator
from pathlib import Path

_SWAPS = Path("/proc/swaps")
_BLOCK = Path("/sys/class/block")


def open_swaps(swaps: Path = _SWAPS, block: Path = _BLOCK) -> tuple[str, ...]:
    """Swap areas on a disk that nothing encrypts. Compressed memory (zram) is none; a file counts as open."""
    return tuple(name for name in _areas(swaps) if not _is_safe(name, block))


def _areas(swaps: Path) -> Iterator[str]:
    """A line of heads, then one for each area (proc(5))."""
    if swaps.exists():
        for line in swaps.read_text("utf-8").splitlines()[1:]:
            yield line.split()[0]


def _is_safe(name: str, block: Path) -> bool:
    """By the kernel's name of the device; dm-crypt says so in its identifier."""
    device = Path(name).resolve().name
    identifier = block / device / "dm" / "uuid"
    return device.startswith("zram") or (identifier.exists() and identifier.read_text("ascii").startswith("CRYPT-"))
