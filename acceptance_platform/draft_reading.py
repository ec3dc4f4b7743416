"""Opens sealed drafts."""

import base64

from pydantic import ValidationError

from acceptance_platform.problems import Refused
from acceptance_platform.unsealing import SealedBytesUnreadable, Unsealer
from domain.contract.draft import DraftManifest, SealedDraft
from domain.failures import FailureCode


class DraftReading:
    def __init__(self, unsealer: Unsealer) -> None:
        self._unsealer = unsealer
        self.key_ids = unsealer.key_ids

    def open_manifest(self, manifest: DraftManifest) -> tuple[bytes, SealedDraft]:
        """The sealed bytes it carries, and what is in them. Raises :class:`Refused` (422)."""
        self._unsealer.require(manifest.suite)
        try:
            sealed = base64.b64decode(manifest.sealed, validate=True)
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
