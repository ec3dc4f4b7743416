"""Base of every wire message of contract v1.

Unknown fields are ignored, so that a newer platform can speak to an older device; unknown enum
values are not, because a state nobody knows must never be shown as another.
"""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints


class Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256, lower-case hexadecimal."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
"""UUID in canonical text."""

RegionCode = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
ShortText = Annotated[str, StringConstraints(max_length=200)]
LongText = Annotated[str, StringConstraints(max_length=2000)]
Moment = AwareDatetime
"""RFC 3339 with an offset."""

SuiteName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,32}$")]
"""How something is sealed. Not an enumeration: who meets a suite it does not know says so, by a code of its own."""
