"""The touch panel as udev knows it, and what the terminal asks root's helper to make of it."""

from pathlib import Path
from typing import Literal, TypeAlias

from kiosk.upkeep.touch_map import TouchMap
from offline_queue.durable_files import make_folder, write_durably

Answer: TypeAlias = Literal["applied", "refused"]

UDEV_DATA = Path("/run/udev/data")
TOUCH_HELPER = Path("/usr/local/libexec/onewindow-touch")
"""Where the profile in ``deploy/`` puts it."""
_INPUT = "c13:*"
"""Character devices of the kernel's input core (Documentation/admin-guide/devices.txt)."""
_PANEL = "E:ID_INPUT_TOUCHSCREEN=1"
_MATRIX = "E:LIBINPUT_CALIBRATION_MATRIX="


class TouchPanel:
    """``folder``: the state folder's ``touch``. ``helped``: a root helper looks there (``deploy/``)."""

    def __init__(self, folder: Path, *, helped: bool, udev: Path) -> None:
        self._folder, self._udev = folder, udev
        self.helped = helped

    def in_force(self) -> TouchMap | None:
        """The map libinput was given. ``None``: no panel, or several that were given different ones."""
        maps = {_map_of(lines) for lines in self._panels()}
        return maps.pop() if len(maps) == 1 else None

    def ask(self, wanted: TouchMap) -> None:
        """The map stays in the state folder, and is put in force at every start. Raises STORE_*."""
        make_folder(self._folder)
        (self._folder / "answer").unlink(missing_ok=True)
        write_durably(self._folder / "matrix", f"{wanted.words()}\n".encode("ascii"))
        write_durably(self._folder / "asked", b"")

    def answer(self) -> Answer | None:
        """``None``: not yet."""
        try:
            said = (self._folder / "answer").read_text("ascii").strip()
        except OSError:
            return None
        return "applied" if said == "applied" else "refused"

    def _panels(self) -> list[list[str]]:
        """What udev holds of each node that belongs to a touch panel; readable to everybody."""
        found = []
        for path in sorted(self._udev.glob(_INPUT)):
            try:
                lines = path.read_text("utf-8", "replace").splitlines()
            except OSError:
                continue  # unplugged just now
            if _PANEL in lines and _is_event_node(path):
                found.append(lines)
        return found


def _is_event_node(path: Path) -> bool:
    """libinput reads no others: minors 64 to 95, and from 256 on (``drivers/input/evdev.c``, ``input.c``)."""
    minor = path.name.partition(":")[2]
    return minor.isdigit() and (64 <= int(minor) < 96 or int(minor) >= 256)


def _map_of(lines: list[str]) -> TouchMap | None:
    """libinput takes what is not six numbers for no matrix at all."""
    words = next((line.removeprefix(_MATRIX) for line in lines if line.startswith(_MATRIX)), "")
    try:
        numbers = [float(word) for word in words.split()]
    except ValueError:
        numbers = []
    return TouchMap(*numbers) if len(numbers) == 6 else TouchMap()
