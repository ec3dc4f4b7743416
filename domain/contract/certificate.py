"""Certificates and prints of the catalogue (kiosk class P), and copies of e-licences, for a person who is present.

``POST /v1/my/certificates`` with a :class:`CertificateRequest` answers 201 :class:`CertificatePrint`: 409
``CERTIFICATE_LIMIT`` after too many copies of a day, 404 ``RECORD_NOT_FOUND`` where the department knows nothing.
``GET /v1/certificates/{verify_code}`` (device) answers :class:`CertificateCheck`.
``GET /v1/my/licences`` answers :class:`MyLicences`; ``GET /v1/my/licences/{licence_id}/copy?purpose=`` a
:class:`LicenceCopy`. ``POST /v1/my/licences/answers`` with a :class:`LicenceQuestion` answers :class:`LicenceAnswers`:
of valid licences what the item's form asks, and nothing besides. All of it needs the line: nothing is ever kept on a
device to be printed later.
"""

from pydantic import Field

from domain.contract.wire import Digest, LongText, Moment, ShortText, Wire


class CertificateRequest(Wire):
    item_code: ShortText
    purpose: ShortText
    """Stands across the sheet."""


class CertificatePrint(Wire):
    certificate_no: ShortText
    verify_code: ShortText
    item_name: ShortText
    issued_at: Moment
    copy_no: int
    """Counted for this person and item on this day, from 1."""
    pdf: str
    """Base64; signed (ISO 32000-1 §12.8, adbe.pkcs7.detached)."""


class CertificateCheck(Wire):
    certificate_no: ShortText
    item_name: ShortText
    issued_at: Moment
    holder_masked: ShortText
    digest: Digest
    """SHA-256 of the PDF."""


class Licence(Wire):
    licence_id: ShortText
    name: ShortText
    issuer: ShortText
    issued_on: str
    valid_to: str = ""
    """ISO date; empty: without end."""
    valid: bool


class MyLicences(Wire):
    licences: tuple[Licence, ...]


class LicenceCopy(Wire):
    licence_id: ShortText
    pdf: str
    """Base64; a signed copy with the purpose across it."""


class LicenceQuestion(Wire):
    item_code: ShortText
    """The citizen agrees that the licences are read for this item's form."""


class LicenceAnswer(Wire):
    field_id: ShortText
    value: LongText = Field(repr=False)
    """Canonical, and right for its field."""
    licence: ShortText
    """Name of the licence that says so."""


class LicenceAnswers(Wire):
    answers: tuple[LicenceAnswer, ...]
