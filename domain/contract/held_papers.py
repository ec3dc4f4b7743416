"""Papers a person handed in before, to be used again without being brought.

``GET /v1/my/papers`` (a person present) answers :class:`MyPapers`: of that person's cases that are with the platform
whole, the newest first. ``GET /v1/my/papers/{paper_id}/pages/{plain_digest}`` answers the page as it was captured; each
such page is written to the audit.
"""

from typing import Literal

from domain.contract.submission import TrustGrade
from domain.contract.wire import Digest, ShortText, Wire


class EarlierPage(Wire):
    plain_digest: Digest
    media_type: Literal["image/jpeg", "image/png", "application/pdf"]
    grade: TrustGrade
    """As the page had it: being used again makes it no better."""


class EarlierPaper(Wire):
    paper_id: ShortText
    name: ShortText
    """Of the material."""
    item_name: ShortText
    """What it was handed in for."""
    handed_in_on: str
    """ISO date, in China."""
    pages: tuple[EarlierPage, ...]


class MyPapers(Wire):
    papers: tuple[EarlierPaper, ...]
