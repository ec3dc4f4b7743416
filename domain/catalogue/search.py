"""Finds items by what people type: Chinese, pinyin, initials, the department, the item's number."""

import heapq
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from domain.catalogue.model import Item
from domain.catalogue.search_text import SearchText

_SHORTEST_SCATTERED = 2
_SHORTEST_SCATTERED_INITIALS = 3


class CatalogueSearch:
    """Built once for a catalogue. The order of ``items`` decides among equals: put the popular first."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = tuple(items)
        self._by_number = {str(item.no): index for index, item in enumerate(self._items)}
        self._names = SearchText([_plain(item.name) for item in self._items])
        self._initials = SearchText([item.initials for item in self._items])
        self._pinyin = SearchText([item.pinyin.split() for item in self._items])
        self._members: dict[str, list[int]] = {}
        for index, item in enumerate(self._items):
            self._members.setdefault(_plain(item.department), []).append(index)
        self._departments = SearchText(list(self._members))

    def find(self, query: str, limit: int = 20) -> tuple[Item, ...]:
        """The best first, at most ``limit``. An empty query finds nothing.

        Order: number; name that begins with, then holds the query; initials; pinyin, from any syllable
        on, the last one may be unfinished; name that holds the query's characters in order with others
        between; department. When nothing of this fits: one letter wrong, missing or too many, or two exchanged,
        in name, initials or pinyin; then initials with others between.
        """
        wanted = _plain(query)
        found = self._first(self._ranked(wanted), limit) if wanted else ()
        if not found and limit > 0:
            found = self._first(self._forgiving(wanted, limit), limit)
        return tuple(self._items[index] for index in found)

    @staticmethod
    def _first(ranked: Iterable[int], limit: int) -> tuple[int, ...]:
        found: dict[int, None] = {}
        for index in ranked:
            if len(found) >= limit:
                break
            found.setdefault(index)
        return tuple(found)

    def _ranked(self, wanted: str) -> Iterator[int]:
        if wanted in self._by_number:
            yield self._by_number[wanted]
        yield from self._names.beginning_with(wanted)
        yield from self._names.containing(wanted)
        if wanted.isascii():
            yield from self._ranked_latin(wanted)
        elif len(wanted) >= _SHORTEST_SCATTERED:
            yield from self._names.scattered(wanted)
        yield from self._of_departments(self._departments.containing(wanted))
        if len(wanted) >= _SHORTEST_SCATTERED:
            yield from self._of_departments(self._departments.scattered(wanted))

    def _ranked_latin(self, wanted: str) -> Iterator[int]:
        yield from self._initials.beginning_with(wanted)
        yield from self._pinyin.beginning_with(wanted)
        yield from self._initials.containing(wanted)
        yield from self._pinyin.containing(wanted)

    def _of_departments(self, lines: Iterable[int]) -> Iterator[int]:
        """In the items' order, whichever department."""
        members = list(self._members.values())
        return heapq.merge(*(members[line] for line in lines))

    def _forgiving(self, wanted: str, limit: int) -> Iterable[int]:
        if not wanted.isascii():
            return self._names.nearly(wanted, limit)
        near = self._initials.nearly(wanted, limit) or self._pinyin.nearly(wanted, limit)
        if near or len(wanted) < _SHORTEST_SCATTERED_INITIALS:
            return near
        return self._initials.scattered(wanted)


def _plain(words: str) -> str:
    """Half-width, lower case, without white space and without the apostrophe of pinyin."""
    folded = unicodedata.normalize("NFKC", words).casefold().replace("'", "")
    return "".join(folded.split())
