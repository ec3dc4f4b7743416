"""The signed catalogue a device mirrors.

``GET /v1/catalogue/index`` (ETag = version; 304) answers a :class:`CatalogueIndex`. ``POST /v1/catalogue/parts`` with a
:class:`PartsQuery` answers those parts, joined in the order asked and compressed (zlib, RFC 1950); 410: one is not of
the catalogue of now. ``GET /v1/catalogue`` answers the whole :class:`SignedCatalogue` (ETag = version; 304).
"""

from typing import Annotated

from pydantic import Field

from domain.contract.wire import Digest, ShortText, Wire

MOST_PARTS = 64
"""Of one query."""


class SignedCatalogue(Wire):
    version: ShortText
    digest: Digest
    """SHA-256 of ``body`` in UTF-8."""
    signature: str
    """Compact JWS (EdDSA) over ``{"version", "digest"}`` by a key of the enrolment reply."""
    body: str
    """JSON text; ``domain.catalogue.load`` reads it."""


class CataloguePart(Wire):
    digest: Digest
    size: int = Field(gt=0)
    """Bytes, uncompressed."""


class CatalogueIndex(Wire):
    """What is signed is the whole: parts need no signature of their own."""

    version: ShortText
    digest: Digest
    signature: str
    parts: tuple[CataloguePart, ...]
    """Joined in this order they are the body in UTF-8."""


class PartsQuery(Wire):
    digests: Annotated[tuple[Digest, ...], Field(min_length=1, max_length=MOST_PARTS)]
