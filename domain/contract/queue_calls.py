"""Calling numbers at a hall's windows (叫号). A window and a clerk's session, with the power to call.

``GET /v1/queue`` answers :class:`QueueBoard`. ``POST /v1/queue/calls`` with a :class:`QueueCall` answers the board
after it; idempotent by ``call_id``. 409 ``QUEUE_EMPTY`` when nobody waits for this window, 409 ``TICKET_CONFLICT`` when
the number is not in a state for it, or another window's.
"""

from typing import Literal

from pydantic import Field

from domain.contract.wire import Identifier, Moment, ShortText, Wire

Call = Literal["next", "call", "recall", "skip", "hold", "transfer", "finish"]
"""``next`` ends the number at this window, if there is one, and calls the next; the others are of one number."""


class QueueCall(Wire):
    call_id: Identifier
    call: Call
    number: str = ""
    """``A001``; for ``next`` none."""
    to_place: str = ""
    """Number of the window to transfer to."""


class QueueEntry(Wire):
    number: ShortText
    state: Literal["waiting", "called", "held", "passed"]
    place: str = ""
    """Number of the window it is at, or was sent to."""
    taken_at: Moment
    times_called: int = Field(default=0, ge=0)


class SlotToday(Wire):
    begins: str
    expected: int = Field(ge=0)


class QueueBoard(Wire):
    node_name: ShortText
    place: ShortText
    """Number of this window."""
    current: QueueEntry | None = None
    """Who was called to this window."""
    others: tuple[QueueEntry, ...] = ()
    """Everybody else of today who is not done, in the order of their numbers."""
    places: tuple[ShortText, ...] = ()
    """Numbers of the hall's windows."""
    appointments: tuple[SlotToday, ...] = ()
    """Of today, without names."""
