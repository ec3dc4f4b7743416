"""Signed statements of the platform: compact JWS, EdDSA, by a key pinned at enrolment."""

import base64
from collections.abc import Sequence
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain.contract.enrolment import VerificationKey


class SignatureInvalid(Exception):
    """Not signed by a key this station trusts."""


def signed_claims(token: str, keys: Sequence[VerificationKey]) -> dict[str, Any]:
    """The claims, if one of ``keys`` signed them: the one the header names. Raises :class:`SignatureInvalid`."""
    try:
        key_id = jwt.get_unverified_header(token).get("kid")
        trusted = {key.key_id: key for key in keys}
        if key_id not in trusted:
            raise SignatureInvalid("unknown key")
        claims: dict[str, Any] = jwt.decode(token, _public_key(trusted[key_id]), algorithms=["EdDSA"])
    except (jwt.InvalidTokenError, ValueError, TypeError) as error:
        raise SignatureInvalid(type(error).__name__) from error
    return claims


def _public_key(key: VerificationKey) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(key.public_key + "=="))
