"""Fetches the parts of a catalogue that are not here yet; what has come stays, whatever breaks in between."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from domain.catalogue.parts import name_of
from domain.contract.catalogue import MOST_PARTS, CataloguePart, PartsQuery
from offline_queue.durable_files import make_folder, replace_file
from offline_queue.http_transport import Asked, Request
from offline_queue.outcome import expect, reply_invalid

_BATCH_BYTES = 64 << 10
"""Of one request, uncompressed: what a break costs at most."""


class PartStore:
    """Parts that have come and wait for the others: files named by their digest. A torn one counts as missing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, digest: str) -> bytes | None:
        try:
            part = (self._folder / digest).read_bytes()
        except OSError:
            return None
        return part if name_of(part) == digest else None

    def keep(self, part: bytes) -> None:
        make_folder(self._folder)
        replace_file(self._folder / name_of(part), part)

    def clear(self) -> None:
        if self._folder.exists():
            for path in self._folder.iterdir():
                path.unlink(missing_ok=True)


def assemble(
    transport: Asked, wanted: Sequence[CataloguePart], held: Iterable[bytes], store: PartStore
) -> tuple[bytes, int]:
    """The whole, and how many parts had to be fetched. ``held``: parts of an older catalogue. Raises ``Failure``."""
    known = {name_of(part): part for part in held}
    known |= {one.digest: part for one in wanted if (part := store.read(one.digest)) is not None}
    missing = {one.digest: one for one in wanted if one.digest not in known}
    for batch in _batches(missing.values()):
        for one, part in zip(batch, _fetch(transport, batch), strict=True):
            store.keep(part)
            known[one.digest] = part
    return b"".join(known[one.digest] for one in wanted), len(missing)


def _batches(parts: Iterable[CataloguePart]) -> Iterator[list[CataloguePart]]:
    batch: list[CataloguePart] = []
    for part in parts:
        if batch and (len(batch) == MOST_PARTS or sum(one.size for one in batch) + part.size > _BATCH_BYTES):
            yield batch
            batch = []
        batch.append(part)
    if batch:
        yield batch


def _fetch(transport: Asked, batch: Sequence[CataloguePart]) -> Iterator[bytes]:
    """Each is what it is named by. Raises ``Failure``."""
    query = PartsQuery(digests=tuple(one.digest for one in batch)).model_dump_json().encode()
    request = Request("POST", "/v1/catalogue/parts", query, {"Content-Type": "application/json"})
    joined = _unpacked(expect(transport.ask(request)).body, sum(one.size for one in batch))
    start = 0
    for one in batch:
        part = joined[start : start + one.size]
        if name_of(part) != one.digest:
            raise reply_invalid("part of a catalogue")
        start += one.size
        yield part


def _unpacked(packed: bytes, size: int) -> bytes:
    """Never more than was asked for, whatever it claims to hold."""
    try:
        return zlib.decompressobj().decompress(packed, size)
    except zlib.error as error:
        raise reply_invalid("parts of a catalogue") from error
