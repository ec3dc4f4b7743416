"""Neighbours' packets in words: where each is, and the chain of who had it."""

from dataclasses import dataclass

from domain.documents.moments import minute_words
from domain.failures import text_key
from domain.text import Text, text
from offline_queue.relay_shelf import Held
from window_client.journeys.relay.flow import Shelf, State, Working

_SHOWN_ID = 8
"""Characters of a device id: enough to tell stations of one node apart."""


@dataclass(frozen=True, slots=True)
class Row:
    submission_id: str
    number: str
    origin: str
    taken: str
    size: str
    state_name: str
    state: Text
    cause: Text | None


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the chain of custody."""

    at: str
    event: Text
    by: Text


@dataclass(frozen=True, slots=True)
class RelayProps:
    rows: tuple[Row, ...]
    selected: str
    chain: tuple[Link, ...]
    """Of the selected packet, the earliest first."""
    count: Text
    empty: Text | None
    told: Text | None
    trouble: Text | None
    broken: Text | None
    busy: bool


def present(state: State) -> RelayProps:
    view = state.view
    held = view.shelf.held if view.shelf else ()
    chosen = next((one for one in held if one.submission_id == view.selected), None)
    counts = {name: sum(one.state == name for one in held) for name in ("waiting", "delivered", "refused")}
    broken = view.shelf.broken_at if view.shelf else None
    return RelayProps(
        rows=tuple(_row(one, view.shelf) for one in held) if view.shelf else (),
        selected=view.selected,
        chain=_chain(chosen, view.shelf) if chosen and view.shelf else (),
        count=text("window_relay.count", **counts),
        empty=None if held else text("window_relay.empty" if view.shelf else "window_relay.looking"),
        told=_told(state),
        trouble=_trouble(state),
        broken=None if broken is None else text("window_relay.broken", line=broken),
        busy=isinstance(state, Working),
    )


def _row(held: Held, shelf: Shelf) -> Row:
    return Row(
        submission_id=held.submission_id,
        number=held.temporary_no,
        origin=f"{_place(held, shelf)} · {held.device_id[-_SHOWN_ID:]}",
        taken=minute_words(held.taken_at),
        size=f"{held.size / 1e6:.1f} MB",
        state_name=held.state,
        state=text(f"window_relay.state_{held.state}"),
        cause=text(text_key(held.cause)) if held.cause else None,
    )


def _place(held: Held, shelf: Shelf) -> str:
    """A station younger than the catalogue here has only its code."""
    return shelf.names.get(held.node_code, held.node_code)


def _chain(held: Held, shelf: Shelf) -> tuple[Link, ...]:
    def by(device_id: str) -> Text:
        if device_id == shelf.here:
            return text("window_relay.by_here")
        if device_id == held.device_id:
            return text("window_relay.by_place", name=_place(held, shelf))
        return text("window_relay.by_device", id=device_id[-_SHOWN_ID:])

    return tuple(
        Link(minute_words(one.at), text(f"window_relay.event_{one.event}"), by(one.by)) for one in held.handlings
    )


def _told(state: State) -> Text | None:
    carried = state.view.carried
    if carried is None or (not carried.done and carried.refused):
        return None
    key = carried.way if carried.done else f"{carried.way}_none"
    return text(f"window_relay.{key}", n=carried.done)


def _trouble(state: State) -> Text | None:
    carried = state.view.carried
    refused = carried.cause if carried and carried.refused else None
    code = state.view.trouble or refused or state.view.blind
    return text(text_key(code)) if code else None
