"""Packets as this station sends and exports them (``domain.contract.packet``)."""

from collections.abc import Iterable, Iterator

from domain.contract.packet import CONTENT_TYPE, Frame, PacketHead, encode_frame, encode_head
from domain.contract.submission import SubmissionManifest
from offline_queue.http_transport import Request
from offline_queue.sealed_reading import SealedObjects


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


def objects_packet(sealed: SealedObjects, digests: Iterable[str], head: PacketHead | None = None) -> Request:
    """Several whole objects. Raises ``PageMissing``."""
    objects = ((digest, whole_object(sealed, digest)) for digest in digests)
    body = b"".join(encode_packet(head or PacketHead(), objects))
    return Request("POST", "/v1/packets", body, {"Content-Type": CONTENT_TYPE})
