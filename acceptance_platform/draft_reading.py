"""Opens sealed drafts."""

import base64

from pydantic import ValidationError

from acceptance_platform.problems import Refused
from acceptance_platform.unsealing import SealedBytesUnreadable, Unsealer
from domain.contract.draft import SealedDraft
from domain.failures import FailureCode


class DraftReading:
    def __init__(self, unsealer: Unsealer) -> None:
        self._unsealer = unsealer
        self.key_id = unsealer.recipient.key_id

    def open_text(self, text: str) -> tuple[bytes, SealedDraft]:
        """The sealed bytes of a text in base 64, and what is in them. Raises :class:`Refused` (422)."""
        try:
            sealed = base64.b64decode(text, validate=True)
            return sealed, self.open(sealed)
        except (ValueError, SealedBytesUnreadable):
            # A validation error's text quotes the input, which is personal.
            raise Refused(FailureCode.DRAFT_UNREADABLE, 422) from None

    def open(self, sealed: bytes) -> SealedDraft:
        """Raises :class:`SealedBytesUnreadable`."""
        try:
            return SealedDraft.model_validate_json(self._unsealer.open(sealed))
        except ValidationError:
            raise SealedBytesUnreadable from None
