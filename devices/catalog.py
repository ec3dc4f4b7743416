"""The list of drivers. A driver's module is imported when a device of its kind is made, not before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from devices.device_spec import DeviceSpec, Options
from devices.errors import DeviceUnreachable
from devices.events import DeviceKind
from devices.ports import Driver
from domain.documents.document import Document
from domain.failures import Failure, FailureCode

__all__ = [
    "KEYBOARD_SCANNER",
    "DeviceSpec",
    "Options",
    "blank_rule",
    "drivers",
    "encoder_of",
    "has_preview",
    "kind_of",
    "make_driver",
    "takes_camera",
]

KEYBOARD_SCANNER = "qr-keyboard"
"""The driver of a scanner that types: the application's event filter reads it, no thread can."""


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: DeviceKind
    make: Callable[[str, Options], Driver]
    preview: bool = False
    """Shows what it sees before it takes a page."""
    camera: bool = False
    """Its address is a camera, which it takes for itself."""


def _sdt_serial(address: str, options: Options) -> Driver:
    from devices.id_card_reader.serial_driver import serial_reader

    return serial_reader(address, options)


def _sdt_usb(address: str, options: Options) -> Driver:
    from devices.id_card_reader.usb_driver import usb_reader

    return usb_reader(address, options)


def _sdt_hid(address: str, options: Options) -> Driver:
    from devices.id_card_reader.hid_driver import hid_reader

    return hid_reader(address, options)


def _social_card(address: str, options: Options) -> Driver:
    from devices.smart_card.pcsc_driver import SocialCardReader

    return SocialCardReader(address, options)


def _qr_serial(address: str, options: Options) -> Driver:
    from devices.qr_scanner.serial_driver import QrSerialScanner

    return QrSerialScanner(address, options)


def _qr_hid_pos(address: str, options: Options) -> Driver:
    from devices.qr_scanner.hid_pos_driver import HidPosScanner

    return HidPosScanner(address, options)


def _qr_camera(address: str, options: Options) -> Driver:
    from devices.qr_scanner.camera_driver import CameraCodeScanner

    return CameraCodeScanner(address, options)


def _qr_keyboard(_: str, options: Options) -> Driver:
    from devices.qr_scanner.keyboard_driver import KeyboardScanner

    return KeyboardScanner(options)


def _escl(address: str, options: Options) -> Driver:
    from devices.document_scanner.escl_driver import EsclScanner

    return EsclScanner(address, options)


def _sane(address: str, options: Options) -> Driver:
    from devices.document_scanner.sane_driver import SaneScanner

    return SaneScanner(address, options)


def _folder(address: str, options: Options) -> Driver:
    from devices.document_scanner.folder_driver import FolderImport

    return FolderImport(address, options)


def _camera(address: str, options: Options) -> Driver:
    from devices.document_scanner.camera_driver import DocumentCamera

    return DocumentCamera(address, options)


def _escpos_network(address: str, options: Options) -> Driver:
    from devices.receipt_printer.network_driver import network_printer

    return network_printer(address, options)


def _escpos_serial(address: str, options: Options) -> Driver:
    from devices.receipt_printer.file_driver import serial_printer

    return serial_printer(address, options)


def _escpos_usb(address: str, options: Options) -> Driver:
    from devices.receipt_printer.file_driver import usb_printer

    return usb_printer(address, options)


def _ipp(address: str, options: Options) -> Driver:
    from devices.page_printer.ipp_driver import IppPrinter

    return IppPrinter(address, options)


def _face(address: str, options: Options) -> Driver:
    from devices.face_comparison.face_driver import FaceComparer

    return FaceComparer(address, options)


_DRIVERS: Mapping[str, _Entry] = {
    "sdt-serial": _Entry("id_card_reader", _sdt_serial),
    "sdt-usb": _Entry("id_card_reader", _sdt_usb),
    "sdt-hid": _Entry("id_card_reader", _sdt_hid),
    "social-card-pcsc": _Entry("smart_card_reader", _social_card),
    "qr-serial": _Entry("qr_scanner", _qr_serial),
    "qr-hid-pos": _Entry("qr_scanner", _qr_hid_pos),
    "qr-camera": _Entry("qr_scanner", _qr_camera, camera=True),
    KEYBOARD_SCANNER: _Entry("qr_scanner", _qr_keyboard),
    "escl": _Entry("document_scanner", _escl),
    "sane": _Entry("document_scanner", _sane),
    "folder": _Entry("document_scanner", _folder),
    "camera": _Entry("document_scanner", _camera, preview=True, camera=True),
    "ipp": _Entry("page_printer", _ipp),
    "escpos-network": _Entry("receipt_printer", _escpos_network),
    "escpos-serial": _Entry("receipt_printer", _escpos_serial),
    "escpos-usb": _Entry("receipt_printer", _escpos_usb),
    "face": _Entry("face_camera", _face, camera=True),
}


def drivers() -> Mapping[str, DeviceKind]:
    """Every driver of this catalogue with the kind of device it drives."""
    return {name: entry.kind for name, entry in _DRIVERS.items()}


def kind_of(driver: str) -> DeviceKind:
    """Raises :class:`Failure` for a name that is not in the catalogue."""
    return _entry(driver).kind


def has_preview(driver: str) -> bool:
    """Whether the driver is a ``devices.ports.LivePreview``. Raises as :func:`kind_of`."""
    return _entry(driver).preview


def takes_camera(driver: str) -> bool:
    """Whether the driver's address is a camera. Raises as :func:`kind_of`."""
    return _entry(driver).camera


def make_driver(spec: DeviceSpec) -> Driver:
    """A driver that is not open yet. Raises :class:`Failure` as :func:`kind_of`, and for options it cannot use."""
    try:
        driver = _entry(spec.driver).make(spec.address, spec.options)
        if kind_of(spec.driver) == "receipt_printer":
            encoder_of(spec)
        return driver
    except ValueError as error:
        raise DeviceUnreachable(FailureCode.DEVICE_OPTION_WRONG, str(error)) from error


def encoder_of(spec: DeviceSpec) -> Callable[[Document], bytes]:
    """What turns a document into the bytes of this printer; options ``profile`` (``generic-80``) and ``logo``, a
    picture for the top of every receipt. Raises ``ValueError`` for a profile nobody knows and a picture that is none.
    """
    from devices.receipt_printer.escpos_encoder import encode
    from devices.receipt_printer.logo import logo
    from devices.receipt_printer.profile import profile_named

    profile = profile_named(str(spec.options.get("profile", "generic-80")))
    picture = spec.options.get("logo")
    letterhead = logo(Path(str(picture)), profile) if picture else b""
    return lambda document: encode(document, profile, letterhead)


def blank_rule() -> Callable[[bytes], bool]:
    """What tells a page with nothing on it. Loads the image library, which takes a while."""
    from devices.page_imaging.blank import is_blank

    return is_blank


def _entry(driver: str) -> _Entry:
    try:
        return _DRIVERS[driver]
    except KeyError:
        raise Failure(FailureCode.DEVICE_UNKNOWN_DRIVER, driver) from None
