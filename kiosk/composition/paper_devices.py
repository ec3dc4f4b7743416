"""Which device of this terminal brings pages in which way."""

from collections.abc import Sequence
from dataclasses import dataclass

from devices.catalog import DeviceSpec, has_preview, kind_of

STICK_DRIVER = "folder"


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
