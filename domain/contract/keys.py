"""``GET /v1/keys``: what a station seals to and whose signatures it believes, as it is now.

Issued anew whenever a key is added or taken out. Every key that is still believed signs the whole list: a station
that was away while the newest one came believes it by the one it knows.
"""

from typing import Literal

from pydantic import Field

from domain.contract.enrolment import Recipient, VerificationKey
from domain.contract.wire import Wire


class KeyList(Wire):
    purpose: Literal["onewindow-keys"] = "onewindow-keys"
    """No other statement of the platform can be taken for this one."""
    issue: int = Field(ge=1)
    """A list of a lower number than the one held is of yesterday."""
    recipients: tuple[Recipient, ...]
    """The suite to prefer first; a station seals to all recipients of the first suite it knows."""
    verification_keys: tuple[VerificationKey, ...]


class SignedKeys(Wire):
    tokens: tuple[str, ...]
    """Compact JWS (EdDSA) over :class:`KeyList`, one of each key, the newest first."""
