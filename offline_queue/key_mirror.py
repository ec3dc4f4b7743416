"""The platform's keys as they are now: what pages are sealed to, whose signatures are believed."""

from pydantic import ValidationError

from domain.contract.keys import KeyList, SignedKeys
from offline_queue.durable_files import write_durably
from offline_queue.http_transport import Asked, Request
from offline_queue.outcome import expect, read_reply, reply_invalid
from offline_queue.signatures import SignatureInvalid, signed_claims
from offline_queue.station import Station, StationEnrolment


def refresh_keys(transport: Asked, station: Station) -> bool:
    """Ask for the list and keep it if it is newer. True when something changed. Raises ``Failure``."""
    enrolment = station.enrolment()
    offered = _believed(read_reply(expect(transport.ask(Request("GET", "/v1/keys"))), SignedKeys), enrolment)
    if offered.issue <= enrolment.key_issue:
        return False
    keys = {"recipients": offered.recipients, "verification_keys": offered.verification_keys}
    renewed = enrolment.model_copy(update={**keys, "key_issue": offered.issue})
    write_durably(station.enrolment_file, renewed.model_dump_json(indent=2).encode())
    return True


def _believed(signed: SignedKeys, enrolment: StationEnrolment) -> KeyList:
    """By whichever of its signatures is of a key that is believed already. Raises ``Failure``."""
    for token in signed.tokens:
        try:
            return KeyList.model_validate(signed_claims(token, enrolment.verification_keys))
        except (SignatureInvalid, ValidationError):
            continue
    raise reply_invalid("list of keys signed by none that is believed")
