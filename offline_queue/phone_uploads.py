"""Pages a citizen sends from a phone: the address to show, and what came."""

import hashlib
from dataclasses import dataclass, field

from domain.contract.phone_upload import PhonePage, PhonePages, PhoneUpload, PhoneUploadRequest
from offline_queue.outcome import reply_invalid
from offline_queue.platform_client import PlatformClient


@dataclass(frozen=True, slots=True)
class SentPage:
    digest: str
    media_type: str
    data: bytes = field(repr=False)


class PhoneUploads:
    """Every call may block as those of :class:`PlatformClient` and raises ``Failure``."""

    def __init__(self, client: PlatformClient) -> None:
        self._client = client

    def open(self, case_id: str) -> PhoneUpload:
        """SERVICE_NOT_OFFERED where phones do not reach the platform."""
        request = PhoneUploadRequest(case_id=case_id)
        return self._client.personal("POST", "/v1/phone-uploads", PhoneUpload, request)

    def new_pages(self, upload_id: str, known: frozenset[str]) -> tuple[SentPage, ...]:
        """What came besides ``known`` (digests), in its order."""
        told = self._client.personal("GET", f"/v1/phone-uploads/{upload_id}", PhonePages)
        return tuple(self._fetched(upload_id, page) for page in told.pages if page.digest not in known)

    def close(self, upload_id: str) -> None:
        self._client.forget(f"/v1/phone-uploads/{upload_id}")

    def _fetched(self, upload_id: str, page: PhonePage) -> SentPage:
        data = self._client.personal_file(f"/v1/phone-uploads/{upload_id}/pages/{page.digest}")
        if hashlib.sha256(data).hexdigest() != page.digest:
            raise reply_invalid("page digest")
        return SentPage(page.digest, page.media_type, data)
