"""What a person may ask of a hand-in that has not been delivered yet."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from offline_queue import entries
from offline_queue.entry_states import EntryEvent, EntryState
from offline_queue.store import Transaction

Ask = Callable[[Transaction, str], EntryState]
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


def try_all_again(transaction: Transaction, failure: str = "") -> tuple[str, ...]:
    """All that wait for a person, or those of them whose last failure has this code; answers their submissions. For
    what was put right once for many: an update of the platform, a catalogue."""
    stuck = tuple(
        entry.submission_id
        for entry in entries.open_entries(transaction)
        if entry.state is EntryState.NEEDS_ATTENTION and failure in ("", entry.last_failure)
    )
    for submission_id in stuck:
        try_again(transaction, submission_id)
    return stuck


class Numbered(Protocol):
    @property
    def submission_id(self) -> str: ...
    @property
    def case_id(self) -> str: ...
    @property
    def temporary_no(self) -> str: ...
    @property
    def official_no(self) -> str: ...


N = TypeVar("N", bound=Numbered)


def meant_by(said: str, found: Iterable[N]) -> tuple[N, ...]:
    """Those a person means by an identifier, or by the number on the citizen's paper, the temporary or the official
    one, however it is spaced."""
    plain = "".join(said.split()).upper()
    return tuple(
        one for one in found
        if plain and plain in {number.upper() for number in
                               (one.submission_id, one.case_id, one.temporary_no, one.official_no)}
    )  # fmt: skip


def ask_by_name(transaction: Transaction, said: str, ask: Ask) -> tuple[str, EntryState]:
    """Of several submissions of a case the first that is not delivered. Answers which, and its state. Raises
    ``KeyError``, ``IllegalEvent`` as ``ask``."""
    meant = meant_by(said, entries.all_entries(transaction))
    if not meant:
        raise KeyError(said)
    chosen = next((entry for entry in meant if entry.state is not EntryState.CONFIRMED), meant[-1])
    return chosen.submission_id, ask(transaction, chosen.submission_id)
