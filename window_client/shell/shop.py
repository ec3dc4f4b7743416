"""The catalogue in hand: what can be applied for at this window, and the search over it."""

import unicodedata
from dataclasses import dataclass

from domain.catalogue.load import load_catalogue
from domain.catalogue.model import Catalogue, Theme
from domain.catalogue.search import CatalogueSearch
from offline_queue.catalogue_mirror import read_mirror
from offline_queue.station import Station


@dataclass(frozen=True, slots=True)
class Shop:
    catalogue: Catalogue
    version: str
    search: CatalogueSearch

    def find(self, words: str) -> tuple[str, ...]:
        """Codes of themes, then of items; the best first."""
        wanted = "".join(unicodedata.normalize("NFKC", words).casefold().split())
        if not wanted:
            return ()
        themes = (theme.code for theme in self.catalogue.whole_themes() if _is_meant(theme, wanted))
        return (*themes, *(item.code for item in self.search.find(words)))


class ShopShelf:
    """Any thread, one at a time. The mirror is read again only when it changed."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._shop: Shop | None = None

    def shop(self) -> Shop | None:
        """``None`` while no catalogue that can be trusted is here. Raises ``Failure(DEVICE_NOT_ENROLLED)``."""
        signed = read_mirror(self._station)
        if signed is None:
            return None
        if self._shop is None or self._shop.version != signed.version:
            try:
                catalogue = load_catalogue(signed.body)
            except ValueError:
                # Signed and still unreadable: made for a newer program. What was read before goes on.
                return self._shop
            self._shop = Shop(catalogue, signed.version, CatalogueSearch(catalogue.items))
        return self._shop


def _is_meant(theme: Theme, wanted: str) -> bool:
    syllables = theme.pinyin.replace(" ", "")
    return wanted in theme.name or theme.initials.startswith(wanted) or syllables.startswith(wanted)
