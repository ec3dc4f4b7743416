"""A USB bus below pyusb (its ``IBackend``) with one SDT reader, for tests and benchmarks: one interface, two bulk
endpoints."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import usb.backend
import usb.core

from devices.id_card_reader import frame_codec as sdt
from devices.id_card_reader.simulator import Reader

_DEVICE = {
    "bLength": 18,
    "bDescriptorType": 1,
    "bcdUSB": 0x200,
    "bDeviceClass": 0,
    "bDeviceSubClass": 0,
    "bDeviceProtocol": 0,
    "bMaxPacketSize0": 64,
    "idVendor": 0x0400,
    "idProduct": 0xC35A,
    "bcdDevice": 1,
    "iManufacturer": 0,
    "iProduct": 0,
    "iSerialNumber": 0,
    "bNumConfigurations": 1,
    "address": 1,
    "bus": 1,
    "port_number": 1,
    "port_numbers": (1,),
    "speed": 2,
}
_CONFIGURATION = {
    "bLength": 9,
    "bDescriptorType": 2,
    "wTotalLength": 32,
    "bNumInterfaces": 1,
    "bConfigurationValue": 1,
    "iConfiguration": 0,
    "bmAttributes": 0x80,
    "bMaxPower": 50,
    "extra_descriptors": [],
}
_INTERFACE = {
    "bLength": 9,
    "bDescriptorType": 4,
    "bInterfaceNumber": 0,
    "bAlternateSetting": 0,
    "bNumEndpoints": 2,
    "bInterfaceClass": 255,
    "bInterfaceSubClass": 0,
    "bInterfaceProtocol": 0,
    "iInterface": 0,
    "extra_descriptors": [],
}
_ENDPOINT = {
    "bLength": 7,
    "bDescriptorType": 5,
    "bmAttributes": 2,
    "wMaxPacketSize": 64,
    "bInterval": 0,
    "bRefresh": 0,
    "bSynchAddress": 0,
    "extra_descriptors": [],
}


class Bus(usb.backend.IBackend):  # type: ignore[misc]
    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.plugged = True
        self.answers = b""
        self._owner: object = None

    @property
    def claimed(self) -> bool:
        return self._owner is not None

    def plug(self) -> None:
        self.plugged = True

    def unplug(self) -> None:
        self.plugged = False

    def enumerate_devices(self) -> Iterator[str]:
        yield from ("reader",) if self.plugged else ()

    def get_device_descriptor(self, _dev: str) -> Any:
        return SimpleNamespace(**_DEVICE)

    def get_configuration_descriptor(self, *_: Any) -> Any:
        return SimpleNamespace(**_CONFIGURATION)

    def get_interface_descriptor(self, _dev: str, interface: int, alternate: int, _config: int) -> Any:
        if interface or alternate:
            raise IndexError
        return SimpleNamespace(**_INTERFACE)

    def get_endpoint_descriptor(self, _dev: str, endpoint: int, *_: Any) -> Any:
        return SimpleNamespace(**_ENDPOINT, bEndpointAddress=(0x81, 0x02)[endpoint])

    def open_device(self, _dev: str) -> object:
        return object()

    def close_device(self, handle: object) -> None:
        self.release_interface(handle)

    def set_configuration(self, handle: object, *_: Any) -> None:
        self._present()
        self._nobody_else(handle)

    def get_configuration(self, *_: Any) -> int:
        return 1

    def claim_interface(self, handle: object, *_: Any) -> None:
        self._nobody_else(handle)
        self._owner = handle

    def release_interface(self, handle: object, *_: Any) -> None:
        if self._owner is handle:
            self._owner = None

    def bulk_write(self, _handle: object, _endpoint: int, _interface: int, data: Any, _timeout: int) -> int:
        self._present()
        for body in sdt.FrameDecoder().feed(bytes(data)):
            self.answers += self.reader.spoilt(self.reader.answer(body))
        return len(data)

    def bulk_read(self, _handle: object, _endpoint: int, _interface: int, buffer: Any, _timeout: int) -> int:
        self._present()
        if not self.answers:
            raise usb.core.USBTimeoutError("Operation timed out")
        size = min(len(buffer), len(self.answers))
        memoryview(buffer)[:size] = self.answers[:size]
        self.answers = self.answers[size:]
        return size

    def _nobody_else(self, handle: object) -> None:
        """usbfs refuses both to configure and to claim what another handle has claimed."""
        if self._owner not in (None, handle):
            raise usb.core.USBError("Resource busy", errno=16)

    def _present(self) -> None:
        if not self.plugged:
            raise usb.core.USBError("No such device (it may have been disconnected)", errno=19)
