"""The pile of paper: pages in their order, and what can be done to them. Pure; every step answers a new pile.

A step that names a page which is not there leaves it alone: after an undo a late step may still name it.
"""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from domain.catalogue.model import Tone
from window_client.draft.pages import WHOLE, Box, Page

_SMALLEST = 0.02
"""Share of the picture; a crop below is a slip of the mouse."""


@dataclass(frozen=True, slots=True)
class Pile:
    pages: tuple[Page, ...] = ()

    def page(self, page_id: str) -> Page | None:
        return next((page for page in self.pages if page.id == page_id), None)

    def of(self, line: str) -> tuple[Page, ...]:
        """Pages that are handed in for a line, in their order."""
        return tuple(page for page in self.pages if page.line == line and page.kept)

    def counts(self) -> dict[str, int]:
        """Pages handed in, by line; ``""`` for those not filed."""
        return dict(Counter(page.line for page in self.pages if page.kept))

    def images(self) -> frozenset[str]:
        return frozenset(page.image for page in self.pages)


def insert(pile: Pile, page: Page, after: str = "") -> Pile:
    """Behind the page ``after``, or at the end. A page that is there already stays as it is."""
    if pile.page(page.id):
        return pile
    at = _place(pile, after) + 1 if after and pile.page(after) else len(pile.pages)
    return Pile((*pile.pages[:at], page, *pile.pages[at:]))


def assign(pile: Pile, ids: Collection[str], line: str) -> Pile:
    """To a line of the checklist, or to none; what was put aside is taken back by it."""
    return _each(pile, ids, lambda page: replace(page, line=line, aside="", by_code=False))


def move(pile: Pile, ids: Collection[str], before: str = "") -> Pile:
    """In their order, before the page ``before`` or to the end."""
    wanted = frozenset(ids)
    moved = tuple(page for page in pile.pages if page.id in wanted)
    at = _place(pile, before) if before else len(pile.pages)
    ahead = tuple(page for page in pile.pages[:at] if page.id not in wanted)
    behind = tuple(page for page in pile.pages[at:] if page.id not in wanted)
    return Pile(ahead + moved + behind)


def turn(pile: Pile, ids: Collection[str], quarters: int) -> Pile:
    """Clockwise; a crop turns with its page."""
    return _each(pile, ids, lambda page: _turned(page, quarters % 4))


def crop(pile: Pile, ids: Collection[str], box: Box) -> Pile:
    """``WHOLE`` takes a crop back; one that leaves next to nothing is not done."""
    left, top, right, bottom = (min(max(edge, 0.0), 1.0) for edge in box)
    if right - left < _SMALLEST or bottom - top < _SMALLEST:
        return pile
    return _each(pile, ids, lambda page: replace(page, box=(left, top, right, bottom)))


def tone(pile: Pile, ids: Collection[str], wanted: Tone) -> Pile:
    return _each(pile, ids, lambda page: replace(page, tone=wanted))


def straighten(pile: Pile, ids: Collection[str], *, on: bool) -> Pile:
    return _each(pile, ids, lambda page: replace(page, straight=on))


def split(pile: Pile, page_id: str, new_id: str, at: float) -> Pile:
    """Into an upper and a lower page of the same picture; ``at``: share of what the page shows now."""
    page = pile.page(page_id)
    if page is None or pile.page(new_id) or not _SMALLEST <= at <= 1 - _SMALLEST:
        return pile
    left, top, right, bottom = page.box
    cut = top + (bottom - top) * at
    upper = replace(page, box=(left, top, right, cut))
    lower = replace(page, id=new_id, box=(left, cut, right, bottom))
    place = _place(pile, page_id)
    return Pile((*pile.pages[:place], upper, lower, *pile.pages[place + 1 :]))


def put_aside(pile: Pile, ids: Collection[str]) -> Pile:
    return _each(pile, ids, lambda page: page if page.aside else replace(page, aside="removed"))


def take_back(pile: Pile, ids: Collection[str]) -> Pile:
    return _each(pile, ids, lambda page: replace(page, aside=""))


def check(pile: Pile, ids: Collection[str], *, on: bool) -> Pile:
    return _each(pile, ids, lambda page: replace(page, checked=on))


def rescan(pile: Pile, page_id: str, new: Page) -> Pile:
    """A better picture in the same place; the clerk has not compared it with the original yet."""
    return _each(
        pile, (page_id,), lambda page: replace(new, id=page_id, line=page.line, aside="", by_code=page.by_code)
    )


def compose(pile: Pile, sides: Collection[str], composed: Page) -> Pile:
    """``composed`` shows what ``sides`` showed; they are put aside and it takes their place."""
    there = [page.id for page in pile.pages if page.id in frozenset(sides)]
    if len(there) != len(frozenset(sides)) or not there or pile.page(composed.id):
        return pile
    with_new = insert(pile, composed, after=there[-1])
    return _each(with_new, there, lambda page: replace(page, aside="composed"))


def _turned(page: Page, quarters: int) -> Page:
    box = page.box
    for _ in range(quarters):
        left, top, right, bottom = box
        box = (1.0 - bottom, left, 1.0 - top, right) if box != WHOLE else WHOLE
    return replace(page, turn=(page.turn + quarters) % 4, box=box)


def _place(pile: Pile, page_id: str) -> int:
    return next((at for at, page in enumerate(pile.pages) if page.id == page_id), len(pile.pages))


def _each(pile: Pile, ids: Collection[str], change: Callable[[Page], Page]) -> Pile:
    wanted = frozenset(ids)
    return Pile(tuple(change(page) if page.id in wanted else page for page in pile.pages))
