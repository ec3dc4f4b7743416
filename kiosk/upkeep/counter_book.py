"""What was used since each thing was changed: ``maintenance/consumables.json`` of the state folder, replaced whole."""

import json
from dataclasses import asdict, replace
from datetime import datetime

from kiosk.supplies import KINDS, Kind, Used
from offline_queue.durable_files import make_folder, write_durably
from offline_queue.station import Station


class CounterBook:
    """One process writes. Calls block on the disk, writing ones raise STORE_*."""

    def __init__(self, station: Station) -> None:
        self._path = station.root / "maintenance" / "consumables.json"

    def read(self) -> dict[Kind, Used]:
        """A file that cannot be read counts from nothing: it says so by its ``since``."""
        try:
            rows = json.loads(self._path.read_text("ascii"))
            found = {row["kind"]: Used(row["kind"], int(row["amount"]), int(row["jobs"]), row["since"]) for row in rows}
        except (OSError, ValueError, KeyError, TypeError):
            found = {}
        return {kind: found.get(kind, Used(kind)) for kind in KINDS}

    def add(self, kind: Kind, amount: int) -> None:
        known = self.read()
        used = known[kind]
        self._write(known | {kind: replace(used, amount=used.amount + amount, jobs=used.jobs + 1)})

    def changed(self, kind: Kind, at: datetime) -> None:
        """A new roll, a full tray, clean rollers."""
        self._write(self.read() | {kind: Used(kind, since=at.isoformat(timespec="seconds"))})

    def _write(self, known: dict[Kind, Used]) -> None:
        make_folder(self._path.parent)
        write_durably(self._path, json.dumps([asdict(used) for used in known.values()], indent=1).encode("ascii"))
