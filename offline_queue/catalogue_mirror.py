"""The signed catalogue, kept here so that items can be chosen without a line."""

import hashlib
import logging
import re

from pydantic import ValidationError

from domain.catalogue.parts import cut
from domain.contract.catalogue import CatalogueIndex, SignedCatalogue
from domain.contract.enrolment import VerificationKey
from offline_queue.catalogue_parts import PartStore, assemble
from offline_queue.durable_files import make_folder, write_durably
from offline_queue.http_transport import Request, Transport
from offline_queue.outcome import expect, read_reply, reply_invalid
from offline_queue.signatures import SignatureInvalid, signed_claims
from offline_queue.station import Station

_log = logging.getLogger(__name__)


def read_mirror(station: Station) -> SignedCatalogue | None:
    """The mirrored catalogue with its signature verified; ``None`` when there is none that can be trusted.

    Raises ``Failure(DEVICE_NOT_ENROLLED)``.
    """
    keys = station.enrolment().verification_keys
    try:
        catalogue = SignedCatalogue.model_validate_json(station.catalogue_file.read_bytes())
    except (OSError, ValidationError):
        return None
    return catalogue if _is_genuine(catalogue, keys) else None


def refresh(transport: Transport, station: Station) -> bool:
    """Fetch what is new in it if the platform has another version; called again after a break it goes on where it was.
    True when the mirror changed. Raises ``Failure``."""
    held = read_mirror(station)
    headers = {} if held is None else {"If-None-Match": f'"{held.version}"'}
    answer = transport.ask(Request("GET", "/v1/catalogue/index", headers=headers))
    if answer.status == 304 and held is not None:
        return False
    index = read_reply(expect(answer), CatalogueIndex)
    if not _is_signed(index, station.enrolment().verification_keys):
        raise reply_invalid("catalogue signature")
    if held is not None and is_older(index.version, held.version):
        raise reply_invalid("an older catalogue than the one held")
    make_folder(station.mirror)
    parts = PartStore(station.catalogue_parts)
    body, fetched = assemble(transport, index.parts, () if held is None else cut(held.body.encode()), parts)
    write_durably(station.catalogue_file, _whole(index, body).model_dump_json().encode())
    parts.clear()
    _log.info("catalogue %s: %d of %d parts were new", index.version, fetched, len(index.parts))
    return True


def _whole(index: CatalogueIndex, body: bytes) -> SignedCatalogue:
    if hashlib.sha256(body).hexdigest() != index.digest:
        raise reply_invalid("parts of another catalogue")
    signed = index.model_dump(exclude={"parts"})
    return SignedCatalogue(body=body.decode(), **signed)


def is_older(offered: str, held: str) -> bool:
    """By the numbers in the versions, left to right, so that 1.9 is older than 1.10: a signature stays genuine for
    ever, and somebody on the line may offer yesterday's."""
    return _numbers(offered) < _numbers(held)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _is_genuine(catalogue: SignedCatalogue, keys: tuple[VerificationKey, ...]) -> bool:
    is_whole = hashlib.sha256(catalogue.body.encode()).hexdigest() == catalogue.digest
    return is_whole and _is_signed(catalogue, keys)


def _is_signed(said: SignedCatalogue | CatalogueIndex, keys: tuple[VerificationKey, ...]) -> bool:
    try:
        claims = signed_claims(said.signature, keys)
    except SignatureInvalid:
        return False
    return (claims.get("version"), claims.get("digest")) == (said.version, said.digest)
