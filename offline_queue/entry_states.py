"""The states of a hand-in between this station and the platform.

*Unknown* is not *failed*: the platform may hold everything and only its answer was lost. Asking again
settles it, because the platform answers the same submission the same way for ever.
"""

from collections.abc import Mapping
from enum import Enum

from domain.flow.machine import Machine, Table


class EntryState(Enum):
    WAITING = "waiting"
    SENDING = "sending"
    UNKNOWN = "unknown"
    NEEDS_ATTENTION = "needs_attention"
    CONFIRMED = "confirmed"


class EntryEvent(Enum):
    STARTED = "started"
    INTERRUPTED = "interrupted"
    """The line broke or this program ended before the platform was asked to close the hand-in."""
    ANSWER_LOST = "answer_lost"
    """The platform was asked to close the hand-in and what it answered did not arrive."""
    REFUSED = "refused"
    """The platform answered that it will not take it as it is: a person has to look."""
    ACKNOWLEDGED = "acknowledged"
    """A verified signature over every object."""
    RETRIED = "retried"
    """A person asked for another try."""


_S, _E = EntryState, EntryEvent

ENTRY_STATES: Table[EntryState, None] = {
    (_S.WAITING, _E.STARTED): _S.SENDING,
    (_S.UNKNOWN, _E.STARTED): _S.SENDING,
    (_S.SENDING, _E.INTERRUPTED): _S.WAITING,
    (_S.SENDING, _E.ANSWER_LOST): _S.UNKNOWN,
    (_S.SENDING, _E.REFUSED): _S.NEEDS_ATTENTION,
    (_S.SENDING, _E.ACKNOWLEDGED): _S.CONFIRMED,
    (_S.NEEDS_ATTENTION, _E.RETRIED): _S.WAITING,
    (_S.WAITING, _E.RETRIED): _S.WAITING,
    (_S.UNKNOWN, _E.RETRIED): _S.UNKNOWN,
}

BY_NAME: Mapping[str, EntryState] = {state.value: state for state in EntryState}


def follow(state: EntryState, event: EntryEvent) -> EntryState:
    """The next state. Raises ``IllegalEvent``."""
    machine: Machine[EntryState, EntryEvent, None] = Machine(ENTRY_STATES, state)
    machine.feed(event)
    return machine.state
