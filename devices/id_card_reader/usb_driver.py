"""A SAM_V reader on USB bulk endpoints (0400:C35A) through pyusb and libusb.

Interface 0, first IN and first OUT endpoint; the frame goes as it is. Source: public implementations; never met a
real reader. The service user needs a udev rule for the device.
"""

import errno
import importlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from devices.errors import in_use, support_missing
from devices.id_card_reader.reader_line import SLICE_SECONDS, unreachable
from devices.id_card_reader.sdt_reader import SdtReader

DEFAULT_ADDRESS = "0400:c35a"
_READ = 4096
_SEND_MILLISECONDS = 5000
_SLICE_MILLISECONDS = int(SLICE_SECONDS * 1000)
_BYTES_PER_SECOND = 500_000
_STALE_READS = 8


class UsbLine:
    """``address``: ``vendor:product`` in hexadecimal. ``backend``: of pyusb; ``None`` takes libusb."""

    def __init__(self, address: str, backend: Any = None) -> None:
        vendor, _, product = (address or DEFAULT_ADDRESS).partition(":")
        self._ids = int(vendor, 16), int(product, 16)
        self._backend = backend
        self._device: Any = None
        self._in: Any = None
        self._out: Any = None

    def open(self) -> None:
        core, util = _pyusb("usb.core"), _pyusb("usb.util")
        with _translated():
            device = core.find(idVendor=self._ids[0], idProduct=self._ids[1], backend=self._backend)
            if device is None:
                raise unreachable("not on the bus")
            with suppress(NotImplementedError):
                if device.is_kernel_driver_active(0):
                    device.detach_kernel_driver(0)
            device.set_configuration()
            self._device = device
            util.claim_interface(device, 0)
            endpoints = list(device.get_active_configuration()[(0, 0)])
        inward = [e for e in endpoints if util.endpoint_direction(e.bEndpointAddress) == util.ENDPOINT_IN]
        outward = [e for e in endpoints if util.endpoint_direction(e.bEndpointAddress) == util.ENDPOINT_OUT]
        if not inward or not outward:
            self.close()
            raise unreachable("no endpoints")
        self._in, self._out = inward[0], outward[0]

    def close(self) -> None:
        device, self._device = self._device, None
        self._in = self._out = None
        if device is not None:
            with suppress(_usb_error()):
                _pyusb("usb.util").dispose_resources(device)

    def send(self, frame: bytes) -> None:
        for _ in range(_STALE_READS):
            if not self._read(1):
                break
        with _translated():
            self._out.write(frame, _SEND_MILLISECONDS)

    def receive(self) -> bytes:
        return self._read(_SLICE_MILLISECONDS)

    def seconds_for(self, size: int) -> float:
        return size / _BYTES_PER_SECOND

    def _read(self, milliseconds: int) -> bytes:
        if self._in is None:
            raise unreachable("not open")
        with _translated():
            try:
                return bytes(self._in.read(_READ, milliseconds))
            except _pyusb("usb.core").USBTimeoutError:
                return b""


def usb_reader(
    address: str, options: Mapping[str, object], now: Callable[[], float] = time.monotonic, backend: Any = None
) -> SdtReader:
    """``options``: those of :class:`SdtReader`."""
    return SdtReader(UsbLine(address, backend), options, now)


def _pyusb(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise support_missing("pyusb") from None


def _usb_error() -> type[Exception]:
    error: type[Exception] = _pyusb("usb.core").USBError
    return error


@contextmanager
def _translated() -> Iterator[None]:
    """pyusb without libusb says so with ``NoBackendError``, a ``ValueError``."""
    try:
        yield
    except _pyusb("usb.core").NoBackendError:
        raise support_missing("libusb-1.0") from None
    except _usb_error() as error:
        if getattr(error, "errno", None) == errno.EBUSY:
            raise in_use(type(error).__name__) from error
        raise unreachable(type(error).__name__) from error
