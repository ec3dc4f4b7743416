"""What a white sheet looked like through the scanner: the last time, and when a technician took it for good."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from offline_queue.durable_files import make_folder, write_durably
from offline_queue.station import Station

MOST_DARKER = 15
"""Grey levels the lamp may lose."""
MOST_UNEVENER = 10
"""Grey levels its light may become more uneven."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Numbers of :class:`devices.page_imaging.white_sheet.WhiteSheet`."""

    paper: int
    uneven: int
    streaks: int
    at: str
    """When, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Drift:
    darker: int
    """Grey levels; negative: lighter."""
    unevener: int
    streaks: int
    """More than then."""

    @property
    def small(self) -> bool:
        return self.darker <= MOST_DARKER and self.unevener <= MOST_UNEVENER and self.streaks <= 0


def drift(of: Sheet, reference: Sheet) -> Drift:
    return Drift(reference.paper - of.paper, of.uneven - reference.uneven, of.streaks - reference.streaks)


@dataclass(frozen=True, slots=True)
class Sheets:
    reference: Sheet | None = None
    last: Sheet | None = None


class SheetBook:
    """``maintenance/white-sheet.json`` of the state folder, replaced whole. Calls block on the disk, writing ones raise
    STORE_*."""

    def __init__(self, station: Station) -> None:
        self._path = station.root / "maintenance" / "white-sheet.json"

    def read(self) -> Sheets:
        """A file that cannot be read is none."""
        try:
            rows = json.loads(self._path.read_text("ascii"))
            return Sheets(*(_sheet(rows[name]) for name in ("reference", "last")))
        except (OSError, ValueError, KeyError, TypeError):
            return Sheets()

    def measured(self, sheet: Sheet) -> None:
        self._write(Sheets(self.read().reference, sheet))

    def accept(self) -> Sheet | None:
        """The last one becomes the reference. ``None``: there is none."""
        last = self.read().last
        if last is not None:
            self._write(Sheets(last, last))
        return last

    def _write(self, sheets: Sheets) -> None:
        make_folder(self._path.parent)
        write_durably(self._path, json.dumps(asdict(sheets), indent=1).encode("ascii"))


def _sheet(row: object) -> Sheet | None:
    if not isinstance(row, dict):
        return None
    return Sheet(
        int(row["paper"]), int(row["uneven"]), int(row["streaks"]), datetime.fromisoformat(row["at"]).isoformat()
    )
