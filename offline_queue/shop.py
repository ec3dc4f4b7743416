"""The mirrored catalogue in hand: what can be asked for here, and the search over it."""

from dataclasses import dataclass

from domain.catalogue.load import load_catalogue
from domain.catalogue.model import Catalogue
from domain.catalogue.search import CatalogueSearch
from offline_queue.catalogue_mirror import read_mirror
from offline_queue.station import Station


@dataclass(frozen=True, slots=True)
class Shop:
    catalogue: Catalogue
    version: str
    search: CatalogueSearch


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
