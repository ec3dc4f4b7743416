"""A packet of another station, looked through before it is taken into care. What is in it stays sealed."""

import base64
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import ValidationError

from domain.contract.packet import FRAME_BYTES, PRELUDE_BYTES, Frame, PacketHead, decode_frame, head_length
from domain.contract.submission import SubmissionManifest
from domain.failures import Failure, FailureCode
from offline_queue.strange_files import reading

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class NeighbourPacket:
    """``offsets``: where in the file each object's bytes begin, by its digest."""

    path: Path
    head: PacketHead
    manifest: SubmissionManifest
    offsets: dict[str, int]

    def piece(self, digest: str, offset: int, length: int) -> bytes:
        with reading(self.path) as file:
            file.seek(self.offsets[digest] + offset)
            return file.read(length)


def read_packet(path: Path, authority: x509.Certificate | None = None) -> NeighbourPacket:
    """With ``authority`` every byte is checked: a device of that authority signed the manifest, and each object is
    there as it says. Raises ``Failure(RELAY_PACKET_INVALID)``, ``OSError``."""
    try:
        with reading(path) as file:
            head = PacketHead.model_validate_json(_exactly(file, head_length(_exactly(file, PRELUDE_BYTES))))
            manifest = head.parsed_manifest()
            if authority is not None:
                _check_origin(head, authority)
            offsets = dict(_objects(file, is_checked=authority is not None))
        if path.stem != manifest.submission_id or set(offsets) != {item.digest for item in manifest.objects}:
            raise ValueError("not what its manifest says")
    except (ValueError, TypeError, InvalidSignature, ValidationError) as error:
        raise Failure(FailureCode.RELAY_PACKET_INVALID, type(error).__name__) from error
    return NeighbourPacket(path, head, manifest, offsets)


def _objects(file: BinaryIO, *, is_checked: bool) -> Iterator[tuple[str, int]]:
    size = os.fstat(file.fileno()).st_size
    while prelude := file.read(FRAME_BYTES):
        frame = decode_frame(prelude)
        if frame.offset:
            raise ValueError("a part of an object")
        if frame.length > size - file.tell():
            raise ValueError("torn")
        yield frame.digest, file.tell()
        if is_checked:
            _check_object(file, frame)
        else:
            file.seek(frame.length, 1)


def _check_object(file: BinaryIO, frame: Frame) -> None:
    digest, left = hashlib.sha256(), frame.length
    while left:
        data = _exactly(file, min(left, _CHUNK))
        digest.update(data)
        left -= len(data)
    if digest.hexdigest() != frame.digest:
        raise ValueError("an object was altered")


def _check_origin(head: PacketHead, authority: x509.Certificate) -> None:
    if head.origin is None:
        raise ValueError("no origin")
    certificate = x509.load_pem_x509_certificate(head.origin.certificate.encode("ascii"))
    certificate.verify_directly_issued_by(authority)
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError("not an EC key")
    signature = base64.b64decode(head.origin.signature, validate=True)
    key.verify(signature, head.manifest.encode(), ec.ECDSA(hashes.SHA256()))


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) != size:
        raise ValueError("torn")
    return data
