"""Packets as this station sends and exports them (``domain.contract.packet``)."""

import hashlib
from collections.abc import Iterable, Iterator

from domain.contract.packet import CONTENT_TYPE, Frame, PacketHead, encode_frame, encode_head
from domain.contract.submission import SubmissionManifest
from offline_queue.http_transport import Request
from offline_queue.page_files import PageFiles


def whole_object(files: PageFiles, digest: str) -> bytes:
    """Raises ``Failure(STORE_PAGE_MISSING)`` unless the file is there, byte for byte."""
    data = files.path(digest).read_bytes() if files.path(digest).is_file() else b""
    if hashlib.sha256(data).hexdigest() != digest:
        files.require_whole(digest)
    return data


def encode_packet(head: PacketHead, objects: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """``objects``: digest and all bytes of each."""
    yield encode_head(head)
    for digest, data in objects:
        yield encode_frame(Frame(digest, 0, len(data)))
        yield data


def hand_in_packet(files: PageFiles, manifest: SubmissionManifest) -> Request:
    """A whole hand-in in one round trip. Raises ``Failure(STORE_PAGE_MISSING)``."""
    head = PacketHead(manifest=manifest.model_dump_json(), complete=True)
    return objects_packet(files, [item.digest for item in manifest.objects], head)


def objects_packet(files: PageFiles, digests: Iterable[str], head: PacketHead | None = None) -> Request:
    """Several whole objects. Raises ``Failure(STORE_PAGE_MISSING)``."""
    objects = ((digest, whole_object(files, digest)) for digest in digests)
    body = b"".join(encode_packet(head or PacketHead(), objects))
    return Request("POST", "/v1/packets", body, {"Content-Type": CONTENT_TYPE})
