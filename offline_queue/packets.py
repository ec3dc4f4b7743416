"""Packets as this station sends and exports them (``domain.contract.packet``)."""

from collections.abc import Iterable, Iterator

from domain.contract.packet import CONTENT_TYPE, Frame, PacketHead, encode_frame, encode_head
from domain.contract.submission import SealedObject, SubmissionManifest
from offline_queue.http_transport import Request
from offline_queue.sealed_reading import SealedObjects

_LARGEST_FORM = 8 << 10


def whole_object(sealed: SealedObjects, digest: str) -> bytes:
    """Raises ``PageMissing``."""
    with sealed.open(digest) as one:
        return one.whole()


def encode_packet(head: PacketHead, objects: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """``objects``: digest and all bytes of each."""
    yield encode_head(head)
    for digest, data in objects:
        yield encode_frame(Frame(digest, 0, len(data)))
        yield data


def hand_in_packet(sealed: SealedObjects, manifest: SubmissionManifest) -> Request:
    """A whole hand-in in one round trip. Raises ``PageMissing``."""
    head = PacketHead(manifest=manifest.model_dump_json(), complete=True)
    return objects_packet(sealed, [item.digest for item in manifest.objects], head)


def introducing_packet(sealed: SealedObjects, manifest: SubmissionManifest) -> Request:
    """Manifest and form: what a department needs to number the case and to look at it. Raises ``PageMissing``."""
    return objects_packet(sealed, [_form(manifest).digest], PacketHead(manifest=manifest.model_dump_json()))


def can_introduce(manifest: SubmissionManifest) -> bool:
    """A form of a second on the slowest line; the number does not wait longer for it."""
    return _form(manifest).size <= _LARGEST_FORM


def _form(manifest: SubmissionManifest) -> SealedObject:
    return manifest.objects[0]


def objects_packet(sealed: SealedObjects, digests: Iterable[str], head: PacketHead | None = None) -> Request:
    """Several whole objects. Raises ``PageMissing``."""
    objects = ((digest, whole_object(sealed, digest)) for digest in digests)
    body = b"".join(encode_packet(head or PacketHead(), objects))
    return Request("POST", "/v1/packets", body, {"Content-Type": CONTENT_TYPE})
