"""Results that a window hands over (统一出件): any window of the city, for whoever shows the receipt
or, where its code cannot be read, the number with the document it was applied with.

``POST /v1/results`` with a :class:`ResultQuery` answers :class:`ResultFile` (404 for an unknown case and for a wrong
token or document alike; 409 while the case is not finished). ``POST /v1/results/{case_id}/handover`` with a
:class:`Handover` answers :class:`HandoverFacts`; idempotent by ``handover_id``, 409 when the result left already. Both:
a window and a clerk's session with the power to hand over.
"""

import base64
from typing import Literal, Self

from pydantic import Field, model_validator

from domain.contract.clerk import Outcome
from domain.contract.progress import ProgressQuery
from domain.contract.signature import SignaturePicture
from domain.contract.wire import Identifier, LongText, Moment, ShortText, Wire

Way = Literal["counter", "courier"]
Recipient = Literal["applicant", "agent"]


class NumberShown(Wire):
    """Of a receipt whose code cannot be read: its number, and the applicant's document beside it."""

    number: ShortText
    """Official or temporary."""
    id_number: ShortText = Field(repr=False)


class CaseShown(Wire):
    """Which case, and by what it is shown: exactly one of the two."""

    receipt: ProgressQuery | None = None
    number: NumberShown | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.receipt is None) == (self.number is None):
            message = "receipt or number"
            raise ValueError(message)
        return self


class ResultQuery(CaseShown):
    pass


class HandoverFacts(Wire):
    """What the receipt of the handover (送达回执) says."""

    handover_id: Identifier
    case_id: Identifier
    official_no: ShortText
    item_name: ShortText
    applicant_masked: ShortText
    way: Way
    recipient: Recipient
    recipient_name: ShortText = Field(default="", repr=False)
    """Of an agent; empty for the applicant."""
    tracking_no: ShortText = ""
    handed_over_at: Moment
    node_name: ShortText
    clerk_name: ShortText


class ResultFile(Wire):
    case_id: Identifier
    official_no: ShortText
    item_name: ShortText
    authority: ShortText
    applicant_masked: ShortText
    outcome: Outcome
    words: LongText = ""
    """What the department said of it."""
    finished_at: Moment
    handed_over: HandoverFacts | None = None


class Handover(CaseShown):
    """At the counter the recipient signs; a courier has a number instead."""

    handover_id: Identifier
    way: Way
    recipient: Recipient = "applicant"
    recipient_name: ShortText = Field(default="", repr=False)
    """For an agent: as on the document that was shown."""
    signature: SignaturePicture = b""
    """For the counter."""
    tracking_no: ShortText = ""

    @classmethod
    def signed(
        cls, picture: bytes, *, receipt: ProgressQuery | None, number: NumberShown | None, handover_id: str,
        recipient: Recipient, recipient_name: str,
    ) -> "Handover":  # fmt: skip
        """At the counter, with the PNG of a pad. Raises ``ValueError``."""
        return cls(
            receipt=receipt, number=number, handover_id=handover_id, way="counter", recipient=recipient,
            recipient_name=recipient_name, signature=base64.b64encode(picture),
        )  # fmt: skip

    @model_validator(mode="after")
    def _whole(self) -> "Handover":
        if self.way == "counter" and not self.signature:
            message = "signature: at the counter"
            raise ValueError(message)
        if self.way == "courier" and not self.tracking_no.strip():
            message = "tracking_no: for the courier"
            raise ValueError(message)
        if self.recipient == "agent" and not self.recipient_name.strip():
            message = "recipient_name: of the agent"
            raise ValueError(message)
        return self
