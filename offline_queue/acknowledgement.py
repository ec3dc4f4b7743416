"""The only statement that allows this station to delete anything."""

from collections.abc import Sequence

from pydantic import ValidationError

from domain.contract.enrolment import VerificationKey
from domain.contract.submission import AcknowledgementClaims, SubmissionManifest
from domain.failures import Failure, FailureCode
from offline_queue.signatures import SignatureInvalid, signed_claims


def verified_acknowledgement(
    token: str, manifest: SubmissionManifest, keys: Sequence[VerificationKey]
) -> AcknowledgementClaims:
    """The platform's claims, if a pinned key signed them and they name this hand-in and every one of its
    objects in the manifest's order. Raises ``Failure(ACKNOWLEDGEMENT_INVALID)``."""
    try:
        claims = AcknowledgementClaims.model_validate(signed_claims(token, keys))
        fault = _difference(claims, manifest)
    except (SignatureInvalid, ValidationError) as error:
        fault = type(error).__name__
    if fault:
        raise Failure(FailureCode.ACKNOWLEDGEMENT_INVALID, fault)
    return claims


def _difference(claims: AcknowledgementClaims, manifest: SubmissionManifest) -> str:
    if claims.submission_id != manifest.submission_id or claims.case_id != manifest.case_id:
        return "another hand-in"
    if claims.objects != tuple(item.digest for item in manifest.objects):
        return "other objects"
    return "" if claims.official_no else "no official number"
