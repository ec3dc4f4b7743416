"""Packets of neighbours in this station's care: taken over from a stick, sent when there is a line, their receipts
laid on the next stick. This station cannot read them; the neighbour keeps its own copy until it has the receipt.

``queue/relay`` holds each as ``<id>.owp`` until the platform has signed for it (``<id>.ack``), or as ``<id>.refused``
once the platform has named why it will not, until it is taken over again; ``<id>.waits`` is why it still waits, a
failure code. ``custody.jsonl``, chained like the one on a stick, says who put it in, when it came, went, was told.
"""

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509

from domain.clock import Clock
from domain.contract.submission import SubmissionManifest
from domain.failures import FailureCode
from offline_queue.courier_folder import (
    ACKNOWLEDGEMENT,
    PACKET,
    Carried,
    carry,
    custody_break,
    custody_lines,
    custody_of,
    file_digest,
    note,
    require_folder,
    write_file,
)
from offline_queue.durable_files import make_folder, replace_file, sync_folder
from offline_queue.limits import Reserve, admit, free_bytes
from offline_queue.neighbour_packet import read_packet
from offline_queue.page_files import PageFiles
from offline_queue.station import Station
from offline_queue.strange_files import read_at_most, reading

REFUSED = ".refused"
_WAITS = ".waits"
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
    """Why it was refused, or waits though there is a line."""
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
        require_folder(stick)
        brought = sorted(path.stem for path in stick.glob(f"*{PACKET}"))
        return carry(brought, lambda submission_id: self._take(stick, submission_id, authority))

    def hand_back(self, stick: Path) -> Carried:
        """Receipts that are on no stick yet, and again those whose packets lie on this one."""
        told = {line["submission_id"] for line in custody_lines(self.folder) if line["event"] == "handed_back"}
        require_folder(stick)
        wanted = {path.stem for path in stick.glob(f"*{PACKET}")}
        signed = sorted(path.stem for path in self.folder.glob(f"*{ACKNOWLEDGEMENT}"))
        due = [one for one in signed if one not in told or one in wanted]
        return carry(due, lambda submission_id: self._tell(stick, submission_id))

    def held(self) -> tuple[Held, ...]:
        """The latest first; one that was taken over again, as of then."""
        told: dict[str, list[dict[str, Any]]] = {}
        latest: dict[str, None] = {}
        for line in custody_lines(self.folder):
            told.setdefault(line["submission_id"], []).append(line)
            if _is_taken_here(line):
                latest.pop(line["submission_id"], None)
                latest[line["submission_id"]] = None
        return tuple(self._held(told[submission_id]) for submission_id in reversed(latest))

    def waiting(self) -> tuple[str, ...]:
        """Submissions to be sent."""
        return tuple(sorted(path.stem for path in self.folder.glob(f"*{PACKET}")))

    def packet(self, submission_id: str) -> Path:
        return self.folder / f"{submission_id}{PACKET}"

    def size(self, submission_id: str) -> int:
        """Bytes; 0 for one that cannot be looked at."""
        try:
            return self.packet(submission_id).stat().st_size
        except OSError:
            return 0

    def delivered(self, submission_id: str, acknowledgement: str) -> None:
        """The receipt is durable before the packet goes. Raises ``OSError``."""
        digest = write_file(self.folder / f"{submission_id}{ACKNOWLEDGEMENT}", [acknowledgement.encode()])
        self._note(self.folder, "relayed", submission_id, digest)
        self.packet(submission_id).unlink()
        self._waits(submission_id).unlink(missing_ok=True)

    def refused(self, submission_id: str, code: FailureCode) -> None:
        """A person has to tell the neighbour, who still has it; it is kept here too. Raises ``OSError``."""
        packet = self.packet(submission_id)
        self._note(self.folder, "refused", submission_id, file_digest(packet), {"cause": code.value})
        packet.replace(packet.with_suffix(REFUSED))
        sync_folder(self.folder)
        self._waits(submission_id).unlink(missing_ok=True)

    def waits(self, submission_id: str, code: FailureCode) -> None:
        """Tells why, to whoever looks. Raises ``OSError``, ``Failure(STORE_*)``."""
        if self._why_waiting(submission_id) != code.value:
            replace_file(self._waits(submission_id), code.value.encode())

    def custody_broken_at(self) -> int | None:
        return custody_break(self.folder)

    def _take(self, stick: Path, submission_id: str, authority: x509.Certificate) -> bool:
        path = stick / f"{submission_id}{PACKET}"
        here = self.packet(submission_id)
        if any(one.with_suffix(ACKNOWLEDGEMENT).exists() for one in (here, path)) or here.exists():
            return False
        packet = read_packet(path, authority)
        if packet.manifest.device_id == self._station.enrolment().device_id:
            return False
        size = path.stat().st_size
        reserve = Reserve(PageFiles(self._station.pages, self._station.quarantine).reserve)
        reserve.keep()
        admit(reserve, free_bytes(self.folder) - size)
        digest = write_file(here, _chunks(path))
        here.with_suffix(REFUSED).unlink(missing_ok=True)
        self._note(stick, "taken_over", submission_id, digest)
        self._note_taken(stick, packet.manifest, size, digest)
        return True

    def _note_taken(self, stick: Path, manifest: SubmissionManifest, size: int, digest: str) -> None:
        """With what the stick's list says of its way here."""
        here = custody_lines(self.folder)
        for line in custody_of(stick, manifest.submission_id)[:-1]:
            told = {key: str(line[key]) for key in ("at", "event", "submission_id", "sha256", "by")}
            if not any(told.items() <= known.items() for known in here):
                note(self.folder, told)
        facts = {"temporary_no": manifest.temporary_no, "node_code": manifest.node_code,
                 "device_id": manifest.device_id, "size": str(size)}  # fmt: skip
        self._note(self.folder, "taken_over", manifest.submission_id, digest, facts)

    def _tell(self, stick: Path, submission_id: str) -> bool:
        acknowledgement = (self.folder / f"{submission_id}{ACKNOWLEDGEMENT}").read_bytes()
        target = stick / f"{submission_id}{ACKNOWLEDGEMENT}"
        if target.exists() and read_at_most(target, len(acknowledgement) + 1) == acknowledgement:
            return False
        digest = write_file(target, [acknowledgement])
        self._note(stick, "handed_back", submission_id, digest)
        self._note(self.folder, "handed_back", submission_id, digest)
        return True

    def _held(self, lines: Sequence[dict[str, Any]]) -> Held:
        """``lines``: of one hand-in, which was taken over."""
        at = max(number for number, line in enumerate(lines) if _is_taken_here(line))
        taken = lines[at]
        submission_id = taken["submission_id"]
        since = {line["event"]: line for line in lines[at + 1 :]}
        state = next((state for event, state in _STATES if event in since), "waiting")
        cause = str(since["refused"].get("cause", "")) if state == "refused" else self._why_waiting(submission_id)
        return Held(
            submission_id, taken["temporary_no"], taken["node_code"], taken["device_id"],
            datetime.fromisoformat(taken["at"]), int(taken["size"]), state,
            next((code for code in FailureCode if code.value == cause), None),
            tuple(_handling(line) for line in lines),
        )  # fmt: skip

    def _why_waiting(self, submission_id: str) -> str:
        with contextlib.suppress(OSError):
            return self._waits(submission_id).read_text("ascii", errors="replace")
        return ""

    def _waits(self, submission_id: str) -> Path:
        return self.folder / f"{submission_id}{_WAITS}"

    def _note(
        self, folder: Path, event: str, submission_id: str, digest: str, facts: dict[str, str] | None = None
    ) -> None:
        line = {"at": self._clock.now().isoformat(timespec="seconds"), "event": event, "submission_id": submission_id,
                "sha256": digest, "by": self._station.enrolment().device_id}  # fmt: skip
        note(folder, line | (facts or {}))


_STATES = (("handed_back", "handed_back"), ("relayed", "delivered"), ("refused", "refused"))


def _is_taken_here(line: dict[str, Any]) -> bool:
    """Another station's line, which came with the packet, tells less."""
    return line["event"] == "taken_over" and "temporary_no" in line


def _handling(line: dict[str, Any]) -> Handling:
    return Handling(datetime.fromisoformat(line["at"]), line["event"], line["by"])


def _chunks(path: Path) -> Iterable[bytes]:
    with reading(path) as file:
        while data := file.read(_CHUNK):
            yield data
