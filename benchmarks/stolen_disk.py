"""A kiosk's disk after visits killed at every stage, read as raw bytes. Needs root, for a file system of its own."""

import sys
import tempfile
from pathlib import Path

from benchmarks.report import Report
from demo.city import City
from offline_queue.station import Station
from tests.durability.stolen_disk.disk_image import CAN_MOUNT, WHY_NOT, DiskImage, disk_image
from tests.durability.stolen_disk.kiosk_visits import kiosk_visits, wanted
from tests.durability.stolen_disk.theft import Loot, plant_and_delete, search, steal

_MEGABYTES = 1024


def run(times: int = 30) -> Report:
    """``times``: visits."""
    if not CAN_MOUNT:
        raise SystemExit(WHY_NOT)
    with tempfile.TemporaryDirectory(prefix="onewindow-") as name, disk_image(Path(name), _MEGABYTES) as image:
        kills, loot = _visited(image, Path(name), times)
        for hit in loot.hits:
            print(f"found: secret {hit.secret} in {hit.code}, {hit.shape}", file=sys.stderr)
        sought = wanted()
        plant_and_delete(image, sought)
        control = len(search(image, sought))
    figures = {
        "visits": times, "killed": kills, "canary_hits": len(loot.hits), "forms_sought": len(sought),
        "control_found": control, "keys_tried": loot.keys, "sealed_items": loot.items, "opened_by_thief": loot.opened,
        "opened_by_platform": loot.opened_by_owner,
    }  # fmt: skip
    return Report("stolen_disk", {name: float(value) for name, value in figures.items()}, {}, {})


def _visited(image: DiskImage, folder: Path, times: int) -> tuple[int, Loot]:
    city = City(folder / "city")
    city.kiosk_folder = image.mounted
    try:
        city.start()
        kills = kiosk_visits(city, folder / "out", times)
    finally:
        city.stop()
    return kills, steal(image, Station(image.mounted / "state"), wanted(), city.platform_data)
