"""What the strip of the queue shows for a state."""

from dataclasses import dataclass

from domain.clock import CHINA
from domain.contract.queue_calls import QueueBoard, QueueEntry
from domain.failures import text_key
from domain.text import Text, text
from window_client.journeys.calls.flow import Calling, State, Troubled, Unknown


@dataclass(frozen=True, slots=True)
class CallsProps:
    place: Text
    current: Text
    number: str
    """Of who is here; empty for nobody."""
    waiting: Text
    message: Text | None
    may_call: bool
    may_act: bool
    """Recall, skip, hold, transfer, finish."""
    again: tuple[tuple[str, Text], ...]
    """Numbers held or passed that may be called again, with their words."""
    places: tuple[str, ...]
    """Windows to transfer to."""
    queue: tuple[Text, ...]
    """Who waits, in the order of their numbers."""
    appointments: tuple[Text, ...]
    """Of today, by the hour, without names."""


def present(state: State) -> CallsProps | None:
    """``None``: there is nothing to show."""
    if isinstance(state, Unknown) or state.board is None:
        return None
    board = state.board
    is_free = not isinstance(state, Calling)
    waiting = tuple(one for one in board.others if one.state == "waiting")
    return CallsProps(
        place=text("window_calls.place", place=board.place),
        current=_current(board),
        number=board.current.number if board.current else "",
        waiting=text("window_calls.waiting", count=str(len(waiting))),
        message=text(text_key(state.failure)) if isinstance(state, Troubled) else None,
        may_call=is_free,
        may_act=is_free and board.current is not None,
        again=tuple((one.number, _again(one)) for one in board.others if _is_ours(one, board.place)),
        places=tuple(place for place in board.places if place != board.place),
        queue=tuple(_waits(one) for one in waiting),
        appointments=tuple(
            text("window_queue.slot", begins=slot.begins, count=slot.expected) for slot in board.appointments
        ),
    )


def _current(board: QueueBoard) -> Text:
    if board.current is None:
        return text("window_calls.nobody")
    times = board.current.times_called
    key = "window_calls.current_again" if times > 1 else "window_calls.current"
    return text(key, number=board.current.number, times=str(times))


def _waits(entry: QueueEntry) -> Text:
    since = f"{entry.taken_at.astimezone(CHINA):%H:%M}"
    if entry.place:
        return text("window_queue.sent", number=entry.number, since=since, place=entry.place)
    return text("window_queue.waits", number=entry.number, since=since)


def _is_ours(entry: QueueEntry, place: str) -> bool:
    return entry.state == "passed" or (entry.state == "held" and entry.place == place)


def _again(entry: QueueEntry) -> Text:
    return text(f"window_calls.again_{entry.state}", number=entry.number)
