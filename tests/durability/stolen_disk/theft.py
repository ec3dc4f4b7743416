"""What a thief of one disk learns: words in plain, and what can be opened with the keys that lie on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyrage

from offline_queue.station import Station
from tests.durability.stolen_disk.canaries import Needle, hits
from tests.durability.stolen_disk.disk_image import DiskImage, settle
from tests.durability.stolen_disk.thief import keys_on, opened, sealed_items

_LONGEST_KEY = 128


@dataclass(frozen=True, slots=True)
class Loot:
    hits: tuple[Needle, ...]
    keys: int
    """That were tried."""
    items: int
    """Sealed ones."""
    opened: int
    opened_by_owner: int
    """Of the same items, with the platform's key: the control."""


def steal(image: DiskImage, station: Station, wanted: Sequence[Needle], platform: Path) -> Loot:
    """``platform``: its data folder, which the thief has not got."""
    found = search(image, wanted)
    files = [path for path in image.mounted.rglob("*") if path.is_file()]
    keys = keys_on(image.chunks(_LONGEST_KEY), files)
    items = sealed_items(station)
    owner = pyrage.x25519.Identity.from_str((platform / "keys" / "age.key").read_text().strip())
    return Loot(found, len(keys), len(items), opened(items, keys), opened(items, [owner]))


def search(image: DiskImage, wanted: Sequence[Needle]) -> tuple[Needle, ...]:
    settle(image)
    overlap = max(len(needle.bytes) for needle in wanted)
    return tuple(dict.fromkeys(hits(image.chunks(overlap), wanted)))


def plant_and_delete(image: DiskImage, wanted: Sequence[Needle]) -> None:
    """The control: what was on the disk for a moment only is found as well."""
    planted = image.mounted / "planted"
    planted.write_bytes(b"".join(b"\0%s\0" % needle.bytes for needle in wanted))
    settle(image)
    planted.unlink()
