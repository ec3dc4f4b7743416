"""Permission to maintain one device: a statement the platform signed, shown as a code; good without a line."""

from domain.contract.maintenance_permit import PREFIX, USE
from domain.failures import Failure, FailureCode
from offline_queue.signatures import SignatureInvalid, signed_claims
from offline_queue.station import StationEnrolment


def permitted(words: str, enrolment: StationEnrolment) -> str:
    """User name of whom the permit is for. Raises ``Failure(MAINTENANCE_REFUSED)``: not signed by the platform of the
    enrolment, over, for another device, or for something else."""
    try:
        claims = signed_claims(words.removeprefix(PREFIX), enrolment.verification_keys)
    except SignatureInvalid:
        claims = {}
    # The platform signs other statements with the same key, and this one must end.
    mine = claims.get("use") == USE and claims.get("device") == enrolment.device_id and "exp" in claims
    if not mine or not words.startswith(PREFIX):
        raise Failure(FailureCode.MAINTENANCE_REFUSED)
    return str(claims.get("by", ""))
