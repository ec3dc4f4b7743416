"""Opening what devices sealed: forms and pages, checked each time they are opened."""

import hashlib

from pydantic import ValidationError

from acceptance_platform.unsealing import SealedBytesUnreadable, Unsealer
from acceptance_platform.upload_files import UploadFiles
from domain.contract.submission import SealedForm


class SealedReading:
    def __init__(self, files: UploadFiles, unsealer: Unsealer) -> None:
        self._files = files
        self._unsealer = unsealer

    def form(self, digest: str) -> SealedForm:
        """Raises :class:`SealedBytesUnreadable`."""
        try:
            return SealedForm.model_validate_json(self._open(digest))
        except ValidationError:
            # Its text quotes the input, which is personal.
            raise SealedBytesUnreadable from None

    def page(self, digest: str, plain_digest: str) -> bytes | None:
        """The page's bytes; ``None`` when they are not those of ``plain_digest``. Raises as :meth:`form`."""
        data = self._open(digest)
        return data if hashlib.sha256(data).hexdigest() == plain_digest else None

    def plain(self, digest: str) -> bytes:
        """Raises as :meth:`form`."""
        return self._open(digest)

    def _open(self, digest: str) -> bytes:
        sealed = self._files.read(digest)
        if hashlib.sha256(sealed).hexdigest() != digest:
            raise SealedBytesUnreadable
        return self._unsealer.open(sealed)
