"""Devices that Linux shows as files: serial lines, HID and USB devices, cameras.

A serial line does not tell what hangs on it: it is offered to every driver that could be meant.
"""

from collections.abc import Iterator
from pathlib import Path

from devices.discovery.found import Found

SERIAL_DRIVERS = ("sdt-serial", "qr-serial", "escpos-serial")
CAMERA_DRIVERS = ("camera", "qr-camera")
READERS_ON_USB = frozenset({("0400", "c35a")})
READERS_ON_HID = frozenset({("2B8B", "2721")})
_SCANNER_PAGE = b"\x05\x8c"
"""HID report descriptors begin with their usage page; 8C is that of bar code scanners."""


def plugged(root: Path = Path("/")) -> Iterator[Found]:
    """``root``: of a file system with ``dev`` and ``sys``."""
    yield from _serial(root / "dev/serial/by-id")
    yield from _hid(root / "sys/class/hidraw")
    yield from _usb(root / "sys/bus/usb/devices")
    for file in sorted((root / "dev/usb").glob("lp*")):
        yield Found("escpos-usb", f"/dev/usb/{file.name}", "USB printer")
    for link in sorted((root / "dev/v4l/by-id").glob("*-video-index0")):
        for driver in CAMERA_DRIVERS:
            yield Found(driver, f"/dev/v4l/by-id/{link.name}", link.name)


def _serial(folder: Path) -> Iterator[Found]:
    for link in sorted(folder.glob("*")):
        for driver in SERIAL_DRIVERS:
            yield Found(driver, f"/dev/serial/by-id/{link.name}", link.name)


def _hid(folder: Path) -> Iterator[Found]:
    for device in sorted(folder.glob("hidraw*")):
        facts = _facts(device / "device/uevent")
        _, vendor, product = ([*facts.get("HID_ID", "").split(":"), "", "", ""])[:3]
        name = facts.get("HID_NAME", "")
        if (vendor[-4:].upper(), product[-4:].upper()) in READERS_ON_HID:
            yield Found("sdt-hid", f"/dev/{device.name}", name)
        elif _bytes(device / "device/report_descriptor").startswith(_SCANNER_PAGE):
            yield Found("qr-hid-pos", f"/dev/{device.name}", name)


def _usb(folder: Path) -> Iterator[Found]:
    for device in sorted(folder.glob("*")):
        ids = tuple(_bytes(device / name).decode("ascii", "replace").strip() for name in ("idVendor", "idProduct"))
        if ids in READERS_ON_USB:
            name = _bytes(device / "product").decode("utf-8", "replace").strip()
            yield Found("sdt-usb", ":".join(ids), name)


def _facts(file: Path) -> dict[str, str]:
    """Lines ``KEY=value``."""
    lines = _bytes(file).decode("utf-8", "replace").splitlines()
    return {key: value for key, _, value in (line.partition("=") for line in lines)}


def _bytes(file: Path) -> bytes:
    """Empty for a file that is not there: a device may go while it is looked at."""
    try:
        return file.read_bytes()
    except OSError:
        return b""
