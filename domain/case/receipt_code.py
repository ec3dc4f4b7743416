"""The QR code on a receipt: names a case and proves that its bearer may ask for it, and nothing else."""

import hashlib
import re
from dataclasses import dataclass, field

from domain.failures import Failure, FailureCode

_CODE = re.compile(r"OW1:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([A-Z2-7]{26})")


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    case_id: str
    token: str = field(repr=False)
    """128 bits as 26 characters of base 32."""


def encode(code: ReceiptCode) -> str:
    return f"OW1:{code.case_id}:{code.token}"


def decode(payload: str) -> ReceiptCode:
    """White space around the code is what scanners add. Raises :class:`Failure` for anything else."""
    match = _CODE.fullmatch(payload.strip())
    if match is None:
        raise Failure(FailureCode.CODE_NOT_OURS)
    return ReceiptCode(match.group(1), match.group(2))


def token_digest(token: str) -> str:
    """SHA-256, lower-case hexadecimal: all that anyone but the bearer keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
