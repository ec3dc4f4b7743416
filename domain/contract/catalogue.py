"""``GET /v1/catalogue`` (ETag = version): the signed catalogue a device mirrors."""

from domain.contract.wire import Digest, ShortText, Wire


class SignedCatalogue(Wire):
    version: ShortText
    digest: Digest
    """SHA-256 of ``body`` in UTF-8."""
    signature: str
    """Compact JWS (EdDSA) over ``{"version", "digest"}`` by a key of the enrolment reply."""
    body: str
    """JSON text; ``domain.catalogue.load`` reads it."""
