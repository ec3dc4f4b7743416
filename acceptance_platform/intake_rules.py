"""What a manifest must say before anything is taken in. Pure."""

from datetime import date, datetime, timedelta

from acceptance_platform.devices import Device
from acceptance_platform.limits import OBJECT_BYTES, OBJECTS, SUBMISSION_BYTES
from acceptance_platform.sources import china_day
from domain.case.numbering import is_temporary_number
from domain.contract.submission import SubmissionManifest


def fault(manifest: SubmissionManifest, device: Device, key_ids: frozenset[str]) -> str:
    """What is wrong with it, in words without personal data; empty when nothing is."""
    rules = (
        (manifest.device_id == device.device_id and manifest.node_code == device.node_code, "another device's"),
        (_identified(manifest), "the identifiers do not fit the kind"),
        (not key_ids.isdisjoint(manifest.key_ids), "not sealed to the platform"),
        (len(manifest.objects) <= OBJECTS, f"more than {OBJECTS} objects"),
        (all(entry.size <= OBJECT_BYTES for entry in manifest.objects), f"an object of more than {OBJECT_BYTES} bytes"),
        (size(manifest) <= SUBMISSION_BYTES, f"more than {SUBMISSION_BYTES} bytes"),
        (_ordered(manifest), "one form first, then previews, then pages, each once"),
    )
    return next((words for holds, words in rules if not holds), "")


def size(manifest: SubmissionManifest) -> int:
    return sum(entry.size for entry in manifest.objects)


def receipt_day(manifest: SubmissionManifest, now: datetime) -> date:
    """The day the legal period counts from: of the hand-in where the station's clock can be believed."""
    believable = manifest.clock_confidence == "synchronised" and manifest.handed_in_at <= now + timedelta(minutes=5)
    return china_day(min(manifest.handed_in_at, now) if believable else now)


def _identified(manifest: SubmissionManifest) -> bool:
    if manifest.kind == "new":
        return manifest.submission_id == manifest.case_id and is_temporary_number(manifest.temporary_no)
    return manifest.submission_id != manifest.case_id


def _ordered(manifest: SubmissionManifest) -> bool:
    roles = [entry.role for entry in manifest.objects]
    digests = {entry.digest for entry in manifest.objects}
    pages = roles[2:] if roles[1:2] == ["previews"] else roles[1:]
    return roles[:1] == ["form"] and set(pages) <= {"page"} and len(digests) == len(roles)
