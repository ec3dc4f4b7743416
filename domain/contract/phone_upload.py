"""Pages a citizen sends from a phone to the terminal where the application stands.

``POST /v1/phone-uploads`` (device) with a :class:`PhoneUploadRequest` answers 201 :class:`PhoneUpload`: 501
``SERVICE_NOT_OFFERED`` where phones cannot reach the platform. What the phone sends to ``url`` is sealed at once and is
given to this device alone: ``GET /v1/phone-uploads/{upload_id}`` answers :class:`PhonePages`,
``GET /v1/phone-uploads/{upload_id}/pages/{digest}`` the bytes. ``DELETE /v1/phone-uploads/{upload_id}`` ends it: the
address leads nowhere and what was sent is gone. It ends by itself after a quarter of an hour.
"""

from typing import Literal

from domain.contract.wire import Digest, Identifier, Moment, Wire


class PhoneUploadRequest(Wire):
    case_id: Identifier


class PhoneUpload(Wire):
    upload_id: Identifier
    url: str
    """With a token of 128 bits: whoever has it may send, and see nothing."""
    expires_at: Moment


class PhonePage(Wire):
    digest: Digest
    """SHA-256 of what was sent."""
    media_type: Literal["image/jpeg", "image/png", "application/pdf"]
    size: int


class PhonePages(Wire):
    pages: tuple[PhonePage, ...]
    """In the order in which they came."""
