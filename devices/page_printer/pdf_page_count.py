"""How many pages a PDF has, as far as its plain text tells (ISO 32000-1, 7.7.3.2): the root of the page tree counts."""

import re

_FLAT_DICTIONARY = re.compile(rb"<<([^<>]*)>>")
_IS_PAGE_TREE = re.compile(rb"/Type\s*/Pages\b")
_COUNT = re.compile(rb"/Count\s+(\d{1,6})\b")


def page_count(pdf: bytes) -> int | None:
    """``None`` where it cannot be seen: the page tree is compressed or encrypted."""
    trees = (found[1] for found in _FLAT_DICTIONARY.finditer(pdf) if _IS_PAGE_TREE.search(found[1]))
    counts = [int(count[1]) for tree in trees if (count := _COUNT.search(tree))]
    return max(counts, default=0) or None
