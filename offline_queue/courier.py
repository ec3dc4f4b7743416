"""Hand-ins that travel by hand: sealed packets in a folder, and the platform's signatures on the way back.

An exported hand-in is not delivered: it stays here, and goes over the line as well when that is back first.
The platform, or any station with a line, takes the packets; the same one twice is one case. The folder's list
(``custody.jsonl``) says who put what in and who took it, by identifiers and digests only.
"""

import base64
import hashlib
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from domain.clock import Clock
from domain.contract.packet import CONTENT_TYPE, PacketHead, PacketOrigin
from domain.contract.submission import SubmissionManifest, SubmissionStatus
from domain.failures import Failure, FailureCode
from domain.flow.machine import IllegalEvent
from offline_queue import entries
from offline_queue.acknowledgement import verified_acknowledgement
from offline_queue.courier_folder import ACKNOWLEDGEMENT, PACKET, Carried, carry, note, usable, write_file
from offline_queue.delivery import Confirmed
from offline_queue.entry_states import EntryEvent, EntryState
from offline_queue.http_transport import Request, Transport
from offline_queue.outcome import expect, read_reply
from offline_queue.packets import encode_packet, whole_object
from offline_queue.page_files import PageFiles
from offline_queue.queue_objects import QueueObjects
from offline_queue.settlement import LEASE_SECONDS, Settlement, delete_confirmed
from offline_queue.station import Station
from offline_queue.station_time import StationTime
from offline_queue.store import Store


class Courier:
    """One station's side. Everything raises ``Failure``."""

    def __init__(self, station: Station, store: Store, clock: Clock) -> None:
        self._station = station
        self._store = store
        self._clock = clock
        self._enrolment = station.enrolment()
        self._files = PageFiles(station.pages, station.quarantine)
        self._sealed = QueueObjects(store, self._files)

    def export(self, folder: Path) -> Carried:
        """Every hand-in that is not confirmed, also those under way and those in front of a person."""
        with self._store.reading() as transaction:
            waiting = [entry.submission_id for entry in entries.open_entries(transaction)]
        with usable():
            return carry(waiting, lambda submission_id: self._export(folder, submission_id))

    def settle(self, folder: Path) -> Carried:
        """The platform's acknowledgements for hand-ins of this station: these are confirmed now."""
        brought = sorted(path.stem for path in folder.glob(f"*{ACKNOWLEDGEMENT}"))
        with usable():
            settled = carry(brought, lambda submission_id: self._settle(folder, submission_id))
        delete_confirmed(self._store, self._files)
        return settled

    def relay(self, folder: Path, transport: Transport) -> Carried:
        """Sends packets of other stations, which this one cannot read: these are signed for now.

        The acknowledgement is laid beside its packet for the station it is from. Raises ``LineFailed``.
        """
        packets = sorted(path.stem for path in folder.glob(f"*{PACKET}") if not _acknowledged(path))
        with usable():
            return carry(packets, lambda submission_id: self._relay(folder, submission_id, transport))

    def _relay(self, folder: Path, submission_id: str, transport: Transport) -> bool:
        path = folder / f"{submission_id}{PACKET}"
        body = path.read_bytes()
        answer = expect(transport.ask(Request("POST", "/v1/packets", body, {"Content-Type": CONTENT_TYPE})))
        status = read_reply(answer, SubmissionStatus)
        if not status.acknowledgement:
            return False
        write_file(path.with_suffix(ACKNOWLEDGEMENT), [status.acknowledgement.encode()])
        self._note(folder, "relayed", submission_id, hashlib.sha256(body).hexdigest())
        return True

    def _export(self, folder: Path, submission_id: str) -> bool:
        self._note(folder, "exported", submission_id, self._export_one(folder, submission_id))
        return True

    def _settle(self, folder: Path, submission_id: str) -> bool:
        path = folder / f"{submission_id}{ACKNOWLEDGEMENT}"
        confirmed = self._confirm(path)
        if confirmed:
            self._note(folder, "confirmed", submission_id, hashlib.sha256(path.read_bytes()).hexdigest())
        return confirmed

    def _export_one(self, folder: Path, submission_id: str) -> str:
        with self._store.reading() as transaction:
            manifest = entries.manifest_of(transaction, submission_id)
        text = manifest.model_dump_json()
        head = PacketHead(manifest=text, complete=True, origin=self._origin(text.encode()))
        objects = ((item.digest, whole_object(self._sealed, item.digest)) for item in manifest.objects)
        return write_file(folder / f"{submission_id}{PACKET}", encode_packet(head, objects))

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
        token = path.read_text("ascii", errors="replace").strip()
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

    def _note(self, folder: Path, event: str, submission_id: str, digest: str) -> None:
        line = {
            "at": self._clock.now().isoformat(timespec="seconds"), "event": event, "submission_id": submission_id,
            "sha256": digest, "by": self._enrolment.device_id,
        }  # fmt: skip
        note(folder, line)


def _acknowledged(packet: Path) -> bool:
    return packet.with_suffix(ACKNOWLEDGEMENT).exists()
