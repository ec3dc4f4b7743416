"""What a person may ask of a hand-in that has not been delivered yet."""

from offline_queue import entries
from offline_queue.entry_states import EntryEvent, EntryState
from offline_queue.store import Transaction

_LEFT_ALONE = frozenset({EntryState.SENDING, EntryState.CONFIRMED})


def try_again(transaction: Transaction, submission_id: str) -> EntryState:
    """As if it had never failed. Raises ``KeyError``, ``IllegalEvent`` while it is under way or delivered."""
    state = entries.move(transaction, submission_id, EntryEvent.RETRIED)
    entries.forget_failures(transaction, submission_id)
    return state


def send_now(transaction: Transaction, submission_id: str) -> EntryState:
    """Before all others, also in quiet hours and on a metered line. One under way comes first again should this try
    fail; a delivered one is left as it is. Raises ``KeyError``."""
    entry = entries.find_entry(transaction, submission_id)
    if entry is None:
        raise KeyError(submission_id)
    if entry.state is not EntryState.CONFIRMED:
        entries.ask_urgently(transaction, submission_id)
    return entry.state if entry.state in _LEFT_ALONE else try_again(transaction, submission_id)
