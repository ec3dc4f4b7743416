"""Which device of this terminal brings pages in which way."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devices.catalog import DeviceSpec, has_preview, kind_of

STICK_DRIVER = "folder"
MOUNTED_AT = "/run/onewindow/stick"
"""Where the profile in ``deploy/`` mounts a stick."""


@dataclass(frozen=True, slots=True)
class PaperDevices:
    """Device ids; empty where the terminal has none."""

    scanner: str = ""
    camera: str = ""
    stick: str = ""


def paper_devices(specs: Sequence[DeviceSpec]) -> PaperDevices:
    """The first of each: a document scanner with a live picture is a camera, a folder is where sticks appear."""
    scanners = [spec for spec in specs if kind_of(spec.driver) == "document_scanner"]
    stick = [spec.id for spec in scanners if spec.driver == STICK_DRIVER]
    camera = [spec.id for spec in scanners if has_preview(spec.driver)]
    feeder = [spec.id for spec in scanners if spec.id not in (*stick, *camera)]
    return PaperDevices(*(next(iter(ids), "") for ids in (feeder, camera, stick)))


def stick_folder(specs: Sequence[DeviceSpec]) -> Path:
    """Where a stick shows: a technician's in the same place as the citizens', when this terminal takes theirs."""
    return Path(next((spec.address for spec in specs if spec.driver == STICK_DRIVER), MOUNTED_AT))
