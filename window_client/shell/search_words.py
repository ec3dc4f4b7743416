"""What a clerk's words mean at the counter: themes (一件事), then items."""

import unicodedata

from domain.catalogue.model import Theme
from offline_queue.shop import Shop


def found(shop: Shop, words: str) -> tuple[str, ...]:
    """Codes of themes, then of items; the best first."""
    wanted = "".join(unicodedata.normalize("NFKC", words).casefold().split())
    if not wanted:
        return ()
    themes = (theme.code for theme in shop.catalogue.whole_themes() if _is_meant(theme, wanted))
    return (*themes, *(item.code for item in shop.search.find(words)))


def _is_meant(theme: Theme, wanted: str) -> bool:
    syllables = theme.pinyin.replace(" ", "")
    return wanted in theme.name or theme.initials.startswith(wanted) or syllables.startswith(wanted)
