"""The failures of a device, each a sentence the citizen can be told."""

from domain.failures import Failure, FailureCode


class DeviceFailure(Failure):
    """Base. ``detail`` holds wire facts (status byte, HTTP code), never content."""


class DeviceUnreachable(DeviceFailure):
    """Not plugged in, switched off or taken by another program: reopening with back-off may help."""


class DeviceTrouble(DeviceFailure):
    """The device answers and needs a person: paper, cover, jam."""


class ReadFailed(DeviceFailure):
    """This attempt failed; the device is well and may be used again at once."""


def support_missing(library: str) -> DeviceUnreachable:
    """The failure of a driver whose native library is not installed on this station."""
    return DeviceUnreachable(FailureCode.DEVICE_SUPPORT_MISSING, library)


def in_use(detail: str) -> DeviceUnreachable:
    """Somebody else has the device: it has one owner at a time."""
    return DeviceUnreachable(FailureCode.DEVICE_IN_USE, detail)
