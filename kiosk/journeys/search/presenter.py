"""One row for each item."""

from dataclasses import dataclass, field

from domain.catalogue.model import Item
from domain.text import Text, text
from kiosk.journeys.search.flow import Found, NothingFound, State, Suggesting


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    title: str
    below: Text
    mark: Text | None
    """Said at the right: where the item is done when not here, or that the data are a demonstration."""


@dataclass(frozen=True, slots=True)
class Props:
    heading: Text
    rows: tuple[Row, ...]
    nothing: Text | None
    query: str = field(repr=False, default="")
    """What the list answers."""


def present(state: State, *, demonstration: bool) -> Props:
    match state:
        case NothingFound(query):
            return Props(text("search.none_heading"), (), text("search.none", query=query), query)
        case Suggesting(items):
            heading, query = text("search.suggested"), ""
        case Found(query, items):
            heading = text("search.found", n=len(items))
    return Props(heading, tuple(_row(item, demonstration=demonstration) for item in items), None, query)


def _row(item: Item, *, demonstration: bool) -> Row:
    return Row(
        item.code,
        item.name,
        text("search.below", department=item.department, time=item.promised_text),
        _mark(item, demonstration=demonstration),
    )


def _mark(item: Item, *, demonstration: bool) -> Text | None:
    if item.kiosk_class in ("W", "P"):
        return text("search.at_window")
    return text("common.demonstration") if demonstration else None
