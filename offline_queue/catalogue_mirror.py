"""The signed catalogue, kept here so that items can be chosen without a line."""

import hashlib
import re

from pydantic import ValidationError

from domain.contract.catalogue import SignedCatalogue
from domain.contract.enrolment import VerificationKey
from offline_queue.durable_files import make_folder, write_durably
from offline_queue.http_transport import Request, Transport
from offline_queue.outcome import expect, read_reply, reply_invalid
from offline_queue.signatures import SignatureInvalid, signed_claims
from offline_queue.station import Station


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
    """Fetch it if the platform has another version. True when the mirror changed. Raises ``Failure``."""
    held = read_mirror(station)
    headers = {} if held is None else {"If-None-Match": f'"{held.version}"'}
    answer = transport.ask(Request("GET", "/v1/catalogue", headers=headers))
    if answer.status == 304 and held is not None:
        return False
    catalogue = read_reply(expect(answer), SignedCatalogue)
    if not _is_genuine(catalogue, station.enrolment().verification_keys):
        raise reply_invalid("catalogue signature")
    if held is not None and is_older(catalogue.version, held.version):
        raise reply_invalid("an older catalogue than the one held")
    make_folder(station.mirror)
    write_durably(station.catalogue_file, catalogue.model_dump_json().encode())
    return True


def is_older(offered: str, held: str) -> bool:
    """By the numbers in the versions, left to right, so that 1.9 is older than 1.10: a signature stays genuine for
    ever, and somebody on the line may offer yesterday's."""
    return _numbers(offered) < _numbers(held)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _is_genuine(catalogue: SignedCatalogue, keys: tuple[VerificationKey, ...]) -> bool:
    try:
        claims = signed_claims(catalogue.signature, keys)
    except SignatureInvalid:
        return False
    digest = hashlib.sha256(catalogue.body.encode()).hexdigest()
    return (claims.get("version"), claims.get("digest"), catalogue.digest) == (catalogue.version, digest, digest)
