"""A signature by hand, as a pad took it: part of a sealed form and of a handover, never a page of its own."""

import base64
from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Base64Bytes, Field

from domain.contract.wire import Moment, Wire

SIGNATURE_BYTES = 200_000
_PNG = b"\x89PNG\r\n\x1a\n"


def _png(picture: bytes) -> bytes:
    if picture and not picture.startswith(_PNG):
        message = "a PNG"
        raise ValueError(message)
    return picture


SignaturePicture = Annotated[Base64Bytes, AfterValidator(_png), Field(max_length=SIGNATURE_BYTES, repr=False)]
"""PNG, black on white; base64 on the wire. May be empty where a message does not need one."""


Signer: TypeAlias = Literal["applicant", "agent"]


class Signature(Wire):
    """Whose hand says that the form is what they mean to hand in."""

    picture: Annotated[SignaturePicture, Field(min_length=1)]
    by: Signer
    signed_at: Moment

    @classmethod
    def of(cls, picture: bytes, by: Signer, at: datetime) -> "Signature":
        """From the PNG of a pad. Raises ``ValueError`` for no PNG, an empty or too large one."""
        return cls(picture=base64.b64encode(picture), by=by, signed_at=at)
