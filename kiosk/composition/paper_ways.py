"""Which ways there are to bring a page, at this terminal, for this citizen, now. Pure."""

from collections.abc import Mapping

from devices.events import Condition, DeviceStatus
from domain.failures import text_key
from domain.text import Text, text
from kiosk.composition.paper_devices import PaperDevices
from kiosk.composition.stage import GONE
from kiosk.journey_map import Visit
from kiosk.journeys.materials.flow import Way


def ways_now(
    devices: PaperDevices, statuses: Mapping[str, DeviceStatus], visit: Visit, *, connected: bool
) -> tuple[Way, ...]:
    """The one that costs the citizen least comes first."""
    offline = None if connected else text("ways.offline")
    return (
        Way("held", offline or _of_person(visit)),
        Way("scanner", _of_device(statuses.get(devices.scanner))),
        Way("camera", _of_device(statuses.get(devices.camera))),
        Way("phone", offline),
        Way("stick", _of_stick(statuses.get(devices.stick))),
    )


def _of_person(visit: Visit) -> Text | None:
    """Asked in the name of the applicant, who must have been proven here."""
    if visit.organisation is not None:
        return text("ways.for_body")
    return None if visit.person is not None and visit.person.proven else text("ways.not_proven")


def _of_device(status: DeviceStatus | None) -> Text | None:
    """What needs a hand (paper, cover) is told at the device itself."""
    if status is None:
        return text("ways.no_device")
    away = status.condition is Condition.UNREACHABLE and status.failure is not None
    return text(text_key(status.failure)) if away and status.failure else None


def _of_stick(status: DeviceStatus | None) -> Text | None:
    if status is None:
        return text("ways.no_device")
    if status.condition in GONE:
        return text("ways.no_stick")
    return text("ways.no_files") if status.paper_loaded is False else None
