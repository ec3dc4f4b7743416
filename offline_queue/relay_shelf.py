"""Packets of neighbours in this station's care: taken over from a stick, sent when there is a line, their receipts
laid on the next stick. This station cannot read them; the neighbour keeps its own copy until it has the receipt.

``queue/relay`` holds each as ``<id>.owp`` until the platform has signed (``<id>.ack``) or refused it (``<id>.refused``,
the failure code), and ``custody.jsonl``, chained like the one on a stick: who put it in, when it came, went, was told.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509

from domain import custody
from domain.clock import Clock
from domain.contract.submission import SubmissionManifest
from domain.failures import FailureCode
from offline_queue.courier_folder import (
    ACKNOWLEDGEMENT,
    PACKET,
    Carried,
    carry,
    custody_break,
    note,
    usable,
    write_file,
)
from offline_queue.durable_files import make_folder
from offline_queue.limits import Reserve, admit, free_bytes
from offline_queue.neighbour_packet import read_packet
from offline_queue.page_files import PageFiles
from offline_queue.station import Station

REFUSED = ".refused"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Handling:
    """One line of the list of custody."""

    at: datetime
    event: str
    """``exported``, ``taken_over``, ``relayed``, ``refused``, ``handed_back``."""
    by: str
    """Device id."""


@dataclass(frozen=True, slots=True)
class Held:
    """A neighbour's hand-in; nothing of any person is in it."""

    submission_id: str
    temporary_no: str
    node_code: str
    device_id: str
    """Of the station it is from."""
    taken_at: datetime
    size: int
    state: str
    """``waiting``, ``delivered``: its receipt waits for a stick, ``handed_back``, ``refused``."""
    cause: FailureCode | None
    handlings: tuple[Handling, ...]


class RelayShelf:
    """Several processes may use it: each file appears whole under its own name."""

    def __init__(self, station: Station, clock: Clock) -> None:
        self._station = station
        self._clock = clock
        self.folder = station.relay

    def take_over(self, stick: Path) -> Carried:
        """Packets of other stations on ``stick`` that are not here yet. Raises STORE_*, COURIER_FOLDER_UNUSABLE."""
        make_folder(self.folder)
        authority = x509.load_pem_x509_certificate(self._station.authority_certificate.read_bytes())
        with usable():
            brought = sorted(path.stem for path in stick.glob(f"*{PACKET}"))
            return carry(brought, lambda submission_id: self._take(stick, submission_id, authority))

    def hand_back(self, stick: Path) -> Carried:
        """Receipts that are on no stick yet, and again those whose packets lie on this one."""
        told = {line["submission_id"] for line in self._lines() if line["event"] == "handed_back"}
        with usable():
            wanted = {path.stem for path in stick.glob(f"*{PACKET}")}
            signed = sorted(path.stem for path in self.folder.glob(f"*{ACKNOWLEDGEMENT}"))
            due = [one for one in signed if one not in told or one in wanted]
            return carry(due, lambda submission_id: self._tell(stick, submission_id))

    def held(self) -> tuple[Held, ...]:
        """The latest first."""
        lines = self._lines()
        taken = [line for line in lines if line["event"] == "taken_over"]
        return tuple(self._held(line, lines) for line in reversed(taken))

    def waiting(self) -> tuple[str, ...]:
        """Submissions to be sent."""
        return tuple(sorted(path.stem for path in self.folder.glob(f"*{PACKET}")))

    def packet(self, submission_id: str) -> Path:
        return self.folder / f"{submission_id}{PACKET}"

    def delivered(self, submission_id: str, acknowledgement: str) -> None:
        """The receipt is durable before the packet goes. Raises ``OSError``."""
        self._end(submission_id, ACKNOWLEDGEMENT, acknowledgement, "relayed")

    def refused(self, submission_id: str, code: FailureCode) -> None:
        """A person has to tell the neighbour, who still has it. Raises ``OSError``."""
        self._end(submission_id, REFUSED, code.value, "refused")

    def custody_broken_at(self) -> int | None:
        return custody_break(self.folder)

    def _take(self, stick: Path, submission_id: str, authority: x509.Certificate) -> bool:
        path = stick / f"{submission_id}{PACKET}"
        is_here = any(line["submission_id"] == submission_id for line in self._lines() if line["event"] == "taken_over")
        if is_here or path.with_suffix(ACKNOWLEDGEMENT).exists():
            return False
        packet = read_packet(path, authority)
        if packet.manifest.device_id == self._station.enrolment().device_id:
            return False
        size = path.stat().st_size
        reserve = Reserve(PageFiles(self._station.pages, self._station.quarantine).reserve)
        reserve.keep()
        admit(reserve, free_bytes(self.folder) - size)
        digest = write_file(self.packet(submission_id), _chunks(path))
        self._note(stick, "taken_over", submission_id, digest)
        self._note_taken(stick, packet.manifest, size, digest)
        return True

    def _note_taken(self, stick: Path, manifest: SubmissionManifest, size: int, digest: str) -> None:
        """With what the stick's list says of its way here."""
        before = [line for line in _lines(stick) if line["submission_id"] == manifest.submission_id]
        for line in before[:-1]:
            note(self.folder, {key: str(line[key]) for key in ("at", "event", "submission_id", "sha256", "by")})
        facts = {"temporary_no": manifest.temporary_no, "node_code": manifest.node_code,
                 "device_id": manifest.device_id, "size": str(size)}  # fmt: skip
        self._note(self.folder, "taken_over", manifest.submission_id, digest, facts)

    def _tell(self, stick: Path, submission_id: str) -> bool:
        acknowledgement = (self.folder / f"{submission_id}{ACKNOWLEDGEMENT}").read_bytes()
        target = stick / f"{submission_id}{ACKNOWLEDGEMENT}"
        if target.exists() and target.read_bytes() == acknowledgement:
            return False
        digest = write_file(target, [acknowledgement])
        self._note(stick, "handed_back", submission_id, digest)
        self._note(self.folder, "handed_back", submission_id, digest)
        return True

    def _end(self, submission_id: str, suffix: str, content: str, event: str) -> None:
        digest = write_file(self.folder / f"{submission_id}{suffix}", [content.encode()])
        self._note(self.folder, event, submission_id, digest)
        self.packet(submission_id).unlink()

    def _held(self, taken: dict[str, Any], lines: list[dict[str, Any]]) -> Held:
        submission_id = taken["submission_id"]
        handlings = tuple(_handling(line) for line in lines if line["submission_id"] == submission_id)
        events = {handling.event for handling in handlings}
        state = next((state for event, state in _STATES if event in events), "waiting")
        return Held(
            submission_id, taken["temporary_no"], taken["node_code"], taken["device_id"],
            datetime.fromisoformat(taken["at"]), int(taken["size"]), state, self._cause(submission_id), handlings,
        )  # fmt: skip

    def _cause(self, submission_id: str) -> FailureCode | None:
        path = self.folder / f"{submission_id}{REFUSED}"
        said = path.read_text("ascii") if path.exists() else ""
        return next((code for code in FailureCode if code.value == said), None)

    def _lines(self) -> list[dict[str, Any]]:
        return _lines(self.folder)

    def _note(
        self, folder: Path, event: str, submission_id: str, digest: str, facts: dict[str, str] | None = None
    ) -> None:
        line = {"at": self._clock.now().isoformat(timespec="seconds"), "event": event, "submission_id": submission_id,
                "sha256": digest, "by": self._station.enrolment().device_id}  # fmt: skip
        note(folder, line | (facts or {}))


_STATES = (("handed_back", "handed_back"), ("relayed", "delivered"), ("refused", "refused"))


def _handling(line: dict[str, Any]) -> Handling:
    return Handling(datetime.fromisoformat(line["at"]), line["event"], line["by"])


def _lines(folder: Path) -> list[dict[str, Any]]:
    """A torn one says nothing; that the chain is broken there is told elsewhere."""
    path = folder / custody.NAME
    return list(_readable(path.read_bytes().splitlines() if path.exists() else ()))


def _readable(lines: Iterable[bytes]) -> Iterable[dict[str, Any]]:
    for line in lines:
        try:
            content = json.loads(line)
        except ValueError:
            continue
        if isinstance(content, dict) and {"at", "event", "submission_id", "sha256", "by"} <= set(content):
            yield content


def _chunks(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while data := file.read(_CHUNK):
            yield data
