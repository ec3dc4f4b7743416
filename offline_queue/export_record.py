"""What this station gave to which courier: a list of its own, which is still there when a medium is lost.

A medium is told apart by its mark, the beginning of the SHA-256 of the first line of the list of custody on it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain import custody
from offline_queue.courier_folder import custody_lines, note
from offline_queue.durable_files import make_folder
from offline_queue.strange_files import lines_of

_MARK = 8


@dataclass(frozen=True, slots=True)
class GivenPacket:
    submission_id: str
    temporary_no: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Medium:
    mark: str
    packets: tuple[GivenPacket, ...]
    """The earliest first."""


def mark_of(medium: Path) -> str:
    """Empty for one that has no list of custody or is gone."""
    try:
        first = next(lines_of(medium / custody.NAME), None)
    except OSError:
        return ""
    return "" if first is None else hashlib.sha256(first).hexdigest()[:_MARK]


class ExportRecord:
    """``folder`` need not be there yet. Reading raises ``OSError``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note(self, mark: str, temporary_no: str, line: Mapping[str, str]) -> None:
        """``line`` of the medium's list. Raises ``OSError``, ``Failure(STORE_*)``."""
        make_folder(self._folder)
        note(self._folder, {**line, "medium": mark, "temporary_no": temporary_no})

    def submissions(self) -> frozenset[str]:
        """On any medium."""
        return frozenset(packet.submission_id for medium in self.media() for packet in medium.packets)

    def media(self) -> tuple[Medium, ...]:
        """The one written to first, first."""
        found: dict[str, list[GivenPacket]] = {}
        for line in custody_lines(self._folder):
            packet = GivenPacket(line["submission_id"], line["temporary_no"], datetime.fromisoformat(line["at"]))
            found.setdefault(line["medium"], []).append(packet)
        return tuple(Medium(mark, tuple(packets)) for mark, packets in found.items())
