"""What items were: a station that was away hands in by an older catalogue, and cases outlive their items.

``catalogue/former_items.json`` lists the catalogues that were replaced, the oldest first: of each the version, and
those of its items that the next one changed or left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pydantic import TypeAdapter

from acceptance_platform.data_folder import write_durably
from domain.catalogue.model import Catalogue, Item


@dataclass(frozen=True, slots=True)
class Edition:
    version: str
    items: tuple[Item, ...]


Editions: TypeAlias = tuple[Edition, ...]
_FILE = TypeAdapter(Editions)


def load_editions(folder: Path) -> Editions:
    path = folder / "former_items.json"
    return _FILE.validate_json(path.read_bytes()) if path.exists() else ()


def keep_former(folder: Path, before: Catalogue, after: Catalogue) -> None:
    """To be called before ``after`` takes the place of ``before``; twice does no harm."""
    new = {item.code: item for item in after.items}
    edition = Edition(before.version, tuple(item for item in before.items if new.get(item.code) != item))
    write_durably(folder / "former_items.json", _FILE.dump_json((*load_editions(folder), edition)))


def definitions(editions: Sequence[Edition], code: str) -> Iterator[Item]:
    """Every one the item had and has no longer, the latest first."""
    return (item for edition in reversed(editions) for item in edition.items if item.code == code)


def since(editions: Editions, version: str) -> Editions | None:
    """That edition and what came after it; ``None`` for one that was never the platform's."""
    places = (place for place, edition in enumerate(editions) if edition.version == version)
    place = next(places, None)
    return None if place is None else editions[place:]
