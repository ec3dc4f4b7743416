"""What a draft must say before it is taken in. Pure."""

from acceptance_platform.limits import OBJECT_BYTES, OBJECTS, SUBMISSION_BYTES
from domain.contract.draft import DraftManifest, SealedDraft
from domain.contract.submission import SealedObject


def fault(manifest: DraftManifest, draft: SealedDraft, key_ids: frozenset[str]) -> str:
    """What is wrong with it, in words without personal data; empty when nothing is."""
    digests = [page.digest for page in manifest.pages]
    rules = (
        (not key_ids.isdisjoint(manifest.key_ids), "not sealed to the platform"),
        (draft.case_id == manifest.case_id, "another case's"),
        ([page.sealed_digest for page in draft.pages] == digests, "the pages do not fit"),
        (len(set(digests)) == len(digests), "a page twice"),
        (len(digests) < OBJECTS, f"more than {OBJECTS} pages"),
        (all(page.size <= OBJECT_BYTES for page in manifest.pages), f"a page of more than {OBJECT_BYTES} bytes"),
        (size(manifest.pages) <= SUBMISSION_BYTES, f"more than {SUBMISSION_BYTES} bytes"),
    )
    return next((words for holds, words in rules if not holds), "")


def size(pages: tuple[SealedObject, ...]) -> int:
    return sum(page.size for page in pages)
