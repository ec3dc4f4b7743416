"""Many sealed objects in one stream: the body of ``POST /v1/packets`` and the file a courier carries.

``OWP1`` · length of the head (u32, big-endian) · head (JSON, :class:`PacketHead`) · frames until the end.
A frame: digest (32 bytes) · offset (u64) · length (u64) · so many bytes of that object from that offset.

With a manifest in the head the packet is a ``PUT`` of it first; with ``complete`` a completion last. Answered
by a :class:`SubmissionStatus` then, by 204 otherwise. A stream that breaks leaves what came, like an upload.
Bytes the platform already holds are passed over; a frame that would leave a gap is refused (409).
"""

import struct
from dataclasses import dataclass

from pydantic import Field

from domain.contract.submission import SubmissionManifest
from domain.contract.wire import Identifier, Wire

MAGIC = b"OWP1"
CONTENT_TYPE = "application/vnd.onewindow.packet"
HEAD_BYTES = 1 << 20
"""The longest head."""
_LENGTH = struct.Struct(">I")
_FRAME = struct.Struct(">32sQQ")
FRAME_BYTES = _FRAME.size
PRELUDE_BYTES = len(MAGIC) + _LENGTH.size


class PacketOrigin(Wire):
    """Who handed in what somebody else brings."""

    certificate: str = Field(max_length=8192)
    """PEM, of the device whose manifest it is."""
    signature: str = Field(max_length=1024)
    """ECDSA with SHA-256 by that device's key over the manifest's JSON; base64."""


class PacketHead(Wire):
    submission_id: Identifier | None = None
    manifest: str = Field(default="", max_length=HEAD_BYTES)
    """JSON of :class:`SubmissionManifest`, the very bytes that are signed; empty: only objects."""
    complete: bool = False
    origin: PacketOrigin | None = None

    def parsed_manifest(self) -> SubmissionManifest:
        """Raises ``ValidationError``."""
        return SubmissionManifest.model_validate_json(self.manifest)


@dataclass(frozen=True, slots=True)
class Frame:
    digest: str
    offset: int
    length: int


def encode_head(head: PacketHead) -> bytes:
    body = head.model_dump_json(exclude_defaults=True).encode()
    return MAGIC + _LENGTH.pack(len(body)) + body


def head_length(prelude: bytes) -> int:
    """Bytes of the head that follow the prelude. Raises ``ValueError``."""
    if len(prelude) != PRELUDE_BYTES or not prelude.startswith(MAGIC):
        raise ValueError("not a packet")
    length: int = _LENGTH.unpack(prelude[len(MAGIC) :])[0]
    if length > HEAD_BYTES:
        raise ValueError("head too long")
    return length


def encode_frame(frame: Frame) -> bytes:
    return _FRAME.pack(bytes.fromhex(frame.digest), frame.offset, frame.length)


def decode_frame(data: bytes) -> Frame:
    """Raises ``ValueError``."""
    if len(data) != FRAME_BYTES:
        raise ValueError("frame torn")
    digest, offset, length = _FRAME.unpack(data)
    return Frame(digest.hex(), offset, length)
