"""The platform's age identity: what devices seal to it, it can open."""

import hashlib

import pyrage

from acceptance_platform.data_folder import DataFolder, write_durably
from domain.contract.enrolment import Recipient


class SealedBytesUnreadable(Exception):
    """Not an age file, not for us, or damaged."""


class Unsealer:
    def __init__(self, identity: pyrage.x25519.Identity) -> None:
        self._identity = identity
        public = str(identity.to_public())
        key_id = hashlib.sha256(public.encode()).hexdigest()[:16]
        self.recipient = Recipient(key_id=key_id, suite="age-v1", public_key=public)

    def seal(self, data: bytes) -> bytes:
        """For ourselves: what only this platform needs again."""
        return bytes(pyrage.encrypt(data, [self._identity.to_public()]))

    def open(self, sealed: bytes) -> bytes:
        """Raises :class:`SealedBytesUnreadable`."""
        try:
            return bytes(pyrage.decrypt(sealed, [self._identity]))
        except pyrage.DecryptError as e:
            raise SealedBytesUnreadable from e


def create_identity(folder: DataFolder) -> None:
    path = folder.keys / "age.key"
    if not path.exists():
        write_durably(path, f"{pyrage.x25519.Identity.generate()}\n".encode())


def load_unsealer(folder: DataFolder) -> Unsealer:
    return Unsealer(pyrage.x25519.Identity.from_str((folder.keys / "age.key").read_text(encoding="ascii").strip()))
