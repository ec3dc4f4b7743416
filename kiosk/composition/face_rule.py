"""Whether this terminal compares faces. Light: a start reads it."""

from devices.catalog import kind_of
from kiosk.composition.workbench import FaceRule
from kiosk.settings import Settings

CAMERA = "face_camera"
"""Kind of device."""


def face_rule(settings: Settings) -> FaceRule:
    return settings.without_face if any(kind_of(one.driver) == CAMERA for one in settings.devices) else "off"
