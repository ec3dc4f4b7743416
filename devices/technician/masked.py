"""What a device told, in words and fields that name nobody: cards masked, codes by their length."""

from devices.events import (
    CardRead,
    CodeScanned,
    DeviceEvent,
    DeviceStatus,
    PageScanned,
    ScanFinished,
    SocialCard,
    SocialCardRead,
)
from devices.technician.line import Line
from domain.identity.id_card import IdCard
from domain.identity.masking import mask_address, mask_id_strong, mask_name


def id_card(card: IdCard) -> Line:
    fields = {
        "kind": card.kind,
        "name": mask_name(card.name),
        "number": mask_id_strong(card.number),
        "address": mask_address(card.address),
        "photo": "portrait" if card.portrait else "raw" if card.photo else "none",
    }
    return Line(" ".join(str(value) for value in fields.values() if value), fields)


def social_card(card: SocialCard) -> Line:
    fields = {
        "kind": "social_card",
        "region": card.region,
        "version": card.version,
        "name": mask_name(card.name),
        "number": mask_id_strong(card.number),
        "refusal": card.refusal.value if card.refusal else "",
    }
    return Line(" ".join(str(value) for value in fields.values() if value), fields)


def event_line(event: DeviceEvent) -> Line:
    match event:
        case DeviceStatus(device, kind, condition, failure):
            code = failure.value if failure else ""
            about = Line(f"{condition.value} {code}".rstrip(), {"kind": kind, "failure": code or None})
            return _of(device, condition.value, about)
        case CardRead(device, card):
            return _of(device, "card", id_card(card))
        case SocialCardRead(device, card):
            return _of(device, "social_card", social_card(card))
        case CodeScanned(device, words):
            return _of(device, "code", Line(f"code of {len(words)} characters", {"characters": len(words)}))
        case PageScanned(device, _, page):
            return _of(device, "page", Line(f"page {page.number}", {"number": page.number}))
        case ScanFinished(device, _, pages):
            return _of(device, "finished", Line(f"{pages} pages", {"pages": pages}))
    failure = getattr(event, "failure", None)
    code = failure.value if failure else ""
    return _of(
        event.device_id, type(event).__name__, Line(f"{type(event).__name__} {code}".rstrip(), {"failure": code})
    )


def _of(device: str, what: str, line: Line) -> Line:
    return Line(f"{device:12} {line.words}", {"id": device, "event": what, **line.fields})
