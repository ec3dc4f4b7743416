"""``age-v1``: standard age files to X25519 recipients (C2SP age specification); stock ``age`` opens them too."""

import hashlib
from collections.abc import Sequence

import pyrage

from acceptance_platform.unsealing import SealedBytesUnreadable
from domain.contract.enrolment import Recipient

NAME = "age-v1"


class AgeSuite:
    name = NAME
    mark = b"age-encryption.org/v1\n"

    def __init__(self, identities: Sequence[pyrage.x25519.Identity]) -> None:
        """The one of now first, then those of before."""
        self._identities = list(identities)
        self.recipient = recipient_of(str(identities[0].to_public()))
        self.key_ids = frozenset(recipient_of(str(identity.to_public())).key_id for identity in identities)

    def seal(self, data: bytes) -> bytes:
        return bytes(pyrage.encrypt(data, [self._identities[0].to_public()]))

    def open(self, sealed: bytes) -> bytes:
        """Raises :class:`SealedBytesUnreadable`."""
        try:
            return bytes(pyrage.decrypt(sealed, self._identities))
        except pyrage.DecryptError as e:
            raise SealedBytesUnreadable from e


def recipient_of(public_key: str) -> Recipient:
    """Raises ``ValueError`` unless it is the public half of an age X25519 key (``age1…``)."""
    try:
        public = str(pyrage.x25519.Recipient.from_str(public_key.strip()))
    except pyrage.RecipientError as e:
        raise ValueError("not an age public key") from e
    key_id = hashlib.sha256(public.encode()).hexdigest()[:16]
    return Recipient(key_id=key_id, suite=NAME, public_key=public)
