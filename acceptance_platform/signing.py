"""What the platform signs: acknowledgements, catalogues, answers to a ping. Ed25519, compact JWS with a key id."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.contract.enrolment import VerificationKey


class Signer:
    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        public = key.public_key().public_bytes_raw()
        self.verification_key = VerificationKey(
            key_id=hashlib.sha256(public).hexdigest()[:16],
            public_key=base64.urlsafe_b64encode(public).decode("ascii").rstrip("="),
        )

    def sign(self, claims: Mapping[str, Any]) -> str:
        headers = {"kid": self.verification_key.key_id}
        return jwt.encode(dict(claims), self._key, algorithm="EdDSA", headers=headers)

    def signed(self, token: str) -> dict[str, Any]:
        """The claims of a statement of our own. Raises ``jwt.InvalidTokenError``."""
        claims: dict[str, Any] = jwt.decode(token, self._key.public_key(), algorithms=["EdDSA"])
        return claims
