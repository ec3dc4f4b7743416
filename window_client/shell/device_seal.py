"""Seals what a window keeps for itself under a key derived from the device's own."""

import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12


class DeviceSeal:
    """AES-256-GCM under HKDF-SHA-256 of the identity key file, a random nonce each time. It guards a copied disk
    without the key file and a colleague's look; who owns the whole device owns the key."""

    def __init__(self, key_file: Path, purpose: str) -> None:
        """``purpose`` keeps apart what is sealed for different ends."""
        self._key_file = key_file
        self._purpose = purpose
        self._aead: AESGCM | None = None

    @property
    def ready(self) -> bool:
        """False before enrolment: there is no key."""
        return self._cipher() is not None

    def seal(self, data: bytes, about: str) -> bytes:
        """``about``: what it is and whose; needed again to open it. Raises ``ValueError`` before enrolment."""
        cipher = self._cipher()
        if cipher is None:
            raise ValueError("no device key")
        nonce = secrets.token_bytes(_NONCE)
        return nonce + cipher.encrypt(nonce, data, about.encode())

    def unseal(self, sealed: bytes, about: str) -> bytes | None:
        """``None``: not under this device's key, not about that, or damaged."""
        cipher = self._cipher()
        try:
            return None if cipher is None else cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
        except (InvalidTag, ValueError):
            return None

    def _cipher(self) -> AESGCM | None:
        if self._aead is None:
            key = derived_key(self._key_file, self._purpose)
            self._aead = AESGCM(key) if key else None
        return self._aead


def derived_key(key_file: Path, purpose: str) -> bytes | None:
    """32 bytes by HKDF-SHA-256 of the device's key file, others for each purpose; ``None`` before enrolment."""
    try:
        identity = key_file.read_bytes()
    except OSError:
        return None
    return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(identity)
