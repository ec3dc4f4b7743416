"""PC/SC readers that pcscd knows."""

from collections.abc import Iterator

from devices.discovery.found import Found, NotLooked
from devices.errors import DeviceFailure
from devices.smart_card.pcsc_driver import reader_names


def card_slots() -> Iterator[Found | NotLooked]:
    try:
        names = reader_names()
    except DeviceFailure as failure:
        yield NotLooked("PC/SC readers", str(failure))
        return
    for name in names:
        yield Found("social-card-pcsc", name, name)
