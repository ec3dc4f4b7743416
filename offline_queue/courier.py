"""Hand-ins that travel by hand: sealed packets in a folder, and the platform's signatures on the way back.

An exported hand-in is not delivered: it stays here, and goes over the line as well when that is back first.
The platform, or any station with a line, takes the packets; the same one twice is one case. The folder's list
(``custody.jsonl``) says who put what in and who took it, by identifiers and digests only.
"""

import base64
import contextlib
import logging
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from domain.clock import Clock
from domain.contract.packet import FRAME_BYTES, PacketHead, PacketOrigin, encode_head
from domain.contract.submission import SubmissionManifest
from domain.failures import Failure, FailureCode
from domain.flow.machine import IllegalEvent
from offline_queue import entries
from offline_queue.acknowledgement import verified_acknowledgement
from offline_queue.courier_folder import (
    ACKNOWLEDGEMENT,
    PACKET,
    Carried,
    carry,
    file_digest,
    note,
    require_folder,
    require_room,
    write_file,
)
from offline_queue.delivery import Confirmed
from offline_queue.entry_states import EntryEvent, EntryState
from offline_queue.export_record import ExportRecord, mark_of
from offline_queue.http_transport import Asked
from offline_queue.neighbour_packet import read_packet
from offline_queue.packet_carrier import PacketCarrier, carry_over_breaks
from offline_queue.packets import encode_packet, whole_object
from offline_queue.page_files import PageFiles
from offline_queue.queue_objects import QueueObjects
from offline_queue.settlement import LEASE_SECONDS, Settlement, delete_confirmed
from offline_queue.station import Station
from offline_queue.station_time import StationTime
from offline_queue.store import Store
from offline_queue.strange_files import read_at_most

_MOST_ACKNOWLEDGED = 1 << 20
"""Bytes: more than the longest acknowledgement, which names some hundred objects."""
_log = logging.getLogger(__name__)


class Courier:
    """One station's side. Everything raises ``Failure``."""

    def __init__(self, station: Station, store: Store, clock: Clock) -> None:
        self._station = station
        self._store = store
        self._clock = clock
        self._enrolment = station.enrolment()
        self._files = PageFiles(station.pages, station.quarantine)
        self._sealed = QueueObjects(store, self._files)
        self._record = ExportRecord(station.exported)

    def export(self, folder: Path, *, again: bool = False) -> Carried:
        """Every hand-in that is not confirmed, also those under way and those in front of a person, and on no medium
        yet. ``again``: those too that are, for a medium that was lost."""
        require_folder(folder)
        with self._store.reading() as transaction:
            waiting = [entry.submission_id for entry in entries.open_entries(transaction)]
        given = frozenset() if again else self._given()
        due = [submission_id for submission_id in waiting if submission_id not in given]
        return carry(due, lambda submission_id: self._export(folder, submission_id))

    def settle(self, folder: Path) -> Carried:
        """The platform's acknowledgements for hand-ins of this station: these are confirmed now."""
        require_folder(folder)
        brought = sorted(path.stem for path in folder.glob(f"*{ACKNOWLEDGEMENT}"))
        settled = carry(brought, lambda submission_id: self._settle(folder, submission_id))
        try:
            delete_confirmed(self._store, self._files)
        except Failure as failure:
            _log.warning("what is confirmed takes room until the agent starts: %s", failure)
        return settled

    def relay(self, folder: Path, transport: Asked, wait: Callable[[float], None] = time.sleep) -> Carried:
        """Sends packets of other stations, which this one cannot read: these are signed for now.

        The acknowledgement is laid beside its packet for the station it is from. ``wait``: seconds, after a break.
        """
        require_folder(folder)
        packets = sorted(path.stem for path in folder.glob(f"*{PACKET}") if not _acknowledged(path))
        carrier = PacketCarrier(transport, self._clock)
        return carry(packets, lambda submission_id: self._relay(folder, submission_id, carrier, wait))

    def _given(self) -> frozenset[str]:
        try:
            return self._record.submissions()
        except OSError as error:
            _log.warning("everything is exported, the record cannot be read: %s", type(error).__name__)
            return frozenset()

    def _relay(self, folder: Path, submission_id: str, carrier: PacketCarrier, wait: Callable[[float], None]) -> bool:
        path = folder / f"{submission_id}{PACKET}"
        acknowledgement = carry_over_breaks(carrier, read_packet(path), wait)
        write_file(path.with_suffix(ACKNOWLEDGEMENT), [acknowledgement.encode()])
        note(folder, self._line("relayed", submission_id, file_digest(path)))
        return True

    def _export(self, folder: Path, submission_id: str) -> bool:
        with self._store.reading() as transaction:
            manifest = entries.manifest_of(transaction, submission_id)
        path = folder / f"{submission_id}{PACKET}"
        line = self._line("exported", submission_id, self._write_packet(path, manifest))
        try:
            note(folder, line)
        except OSError:
            # What no list names is not said to be there.
            with contextlib.suppress(OSError):
                path.unlink()
            raise
        try:
            self._record.note(mark_of(folder), manifest.temporary_no, line)
        except (OSError, Failure) as error:
            # A station whose disk is full can be emptied by export all the same.
            _log.warning("an export is in no record of this station: %s", type(error).__name__)
        return True

    def _write_packet(self, path: Path, manifest: SubmissionManifest) -> str:
        """Answers its SHA-256."""
        text = manifest.model_dump_json()
        head = PacketHead(manifest=text, complete=True, origin=self._origin(text.encode()))
        require_room(path.parent, len(encode_head(head)) + sum(FRAME_BYTES + one.size for one in manifest.objects))
        objects = ((item.digest, whole_object(self._sealed, item.digest)) for item in manifest.objects)
        return write_file(path, encode_packet(head, objects))

    def _settle(self, folder: Path, submission_id: str) -> bool:
        path = folder / f"{submission_id}{ACKNOWLEDGEMENT}"
        if not self._confirm(path):
            return False
        try:
            note(folder, self._line("confirmed", submission_id, file_digest(path)))
        except OSError as error:
            # Confirmed it is, also by a stick that is write-protected.
            _log.warning("the list of custody cannot be written: %s", type(error).__name__)
        return True

    def _origin(self, manifest: bytes) -> PacketOrigin:
        key = serialization.load_pem_private_key(self._station.device_key.read_bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        signature = key.sign(manifest, ec.ECDSA(hashes.SHA256()))
        certificate = self._station.device_certificate.read_text("ascii")
        return PacketOrigin(certificate=certificate, signature=base64.b64encode(signature).decode())

    def _confirm(self, path: Path) -> bool:
        """False for hand-ins of other stations and for what is confirmed already."""
        with self._store.reading() as transaction:
            entry = entries.find_entry(transaction, path.stem)
            manifest = None if entry is None else entries.manifest_of(transaction, path.stem)
        if entry is None or manifest is None or entry.state is EntryState.CONFIRMED:
            return False
        token = read_at_most(path, _MOST_ACKNOWLEDGED).decode("ascii", errors="replace").strip()
        official_no = self._verified(token, manifest)
        try:
            with self._store.transaction(durable=False) as transaction:
                if entry.state is EntryState.NEEDS_ATTENTION:
                    entries.move(transaction, entry.submission_id, EntryEvent.RETRIED)
                entries.move(transaction, entry.submission_id, EntryEvent.STARTED)
                until = StationTime(self._clock).advance(transaction) + LEASE_SECONDS
                entries.lease(transaction, entry.submission_id, until)
        except IllegalEvent:
            # The agent has just begun to send it: it will hear the same from the platform.
            return False
        Settlement(self._store, self._clock).settle(entry, Confirmed(official_no, token), asked=True, wait=0.0)
        return True

    def _verified(self, token: str, manifest: SubmissionManifest) -> str:
        try:
            return verified_acknowledgement(token, manifest, self._enrolment.verification_keys).official_no
        except Failure as failure:
            raise Failure(FailureCode.COURIER_PACKET_INVALID, failure.detail) from failure

    def _line(self, event: str, submission_id: str, digest: str) -> dict[str, str]:
        return {
            "at": self._clock.now().isoformat(timespec="seconds"), "event": event, "submission_id": submission_id,
            "sha256": digest, "by": self._enrolment.device_id,
        }  # fmt: skip


def _acknowledged(packet: Path) -> bool:
    return packet.with_suffix(ACKNOWLEDGEMENT).exists()
