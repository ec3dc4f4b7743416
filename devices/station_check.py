"""What the settings of a station must not say, whatever its devices are: seen before any of them is touched."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence

from devices.catalog import DeviceSpec, takes_camera
from domain.failures import Failure, FailureCode


def refuse_contradictions(specs: Sequence[DeviceSpec]) -> None:
    """Raises :class:`domain.failures.Failure` for a name given twice, and for a camera given to two drivers: a document
    camera and a camera that reads codes would take frames from each other. Links to one device file are one camera."""
    if names := _doubles(spec.id for spec in specs):
        raise Failure(FailureCode.DEVICE_NAMED_TWICE, names)
    if cameras := _doubles(_camera(spec.address) for spec in specs if takes_camera(spec.driver)):
        raise Failure(FailureCode.DEVICE_CAMERA_TWICE, cameras)


def _camera(address: str) -> str:
    return os.path.realpath(address) if address.startswith("/") else address


def _doubles(words: Iterable[str]) -> str:
    return " ".join(sorted(word for word, times in Counter(words).items() if times > 1))
