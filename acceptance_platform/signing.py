"""What the platform signs: acknowledgements, catalogues, answers to a ping. Ed25519, compact JWS with a key id."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from acceptance_platform.data_folder import DataFolder, write_durably
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


def create_signing_key(folder: DataFolder) -> None:
    path = folder.keys / "signing.key"
    if not path.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        write_durably(path, pem)


def load_signer(folder: DataFolder) -> Signer:
    key = serialization.load_pem_private_key((folder.keys / "signing.key").read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("signing.key is not an Ed25519 key")
    return Signer(key)
