from datetime import UTC, datetime

from offline_queue.entries import Entry
from offline_queue.entry_states import EntryState
from offline_queue.schedule import next_entry


def entry(
    name: str, state: EntryState = EntryState.WAITING, attempts: int = 0, *, day: int = 20, size: int = 1,
    urgent: bool = False,
) -> Entry:  # fmt: skip
    at = datetime(2026, 11, day, tzinfo=UTC)
    return Entry(name, name, "new", "", at, 1, size, state, attempts, "", None, "", urgent)


def chosen(*entries: Entry, now: float = 0.0, **due: float) -> str | None:
    found = next_entry(entries, due, now)
    return None if found is None else found.submission_id


def test_the_first_handed_in_goes_first():
    assert chosen(entry("a"), entry("b")) == "a"


def test_one_that_fails_sinks_below_the_others():
    assert chosen(entry("a", attempts=3), entry("b", attempts=1), b=-1.0) == "b"


def test_one_that_is_not_due_waits():
    assert chosen(entry("a", attempts=1), a=5.0) is None
    assert chosen(entry("a", attempts=1), now=5.0, a=5.0) == "a"


def test_a_person_who_asks_anew_never_waits():
    assert chosen(entry("a", attempts=0), a=500.0) == "a"


def test_unknown_is_asked_again_and_what_needs_a_person_is_left():
    assert chosen(entry("a", EntryState.NEEDS_ATTENTION), entry("b", EntryState.UNKNOWN)) == "b"
    assert chosen(entry("a", EntryState.CONFIRMED), entry("b", EntryState.SENDING)) is None


def test_the_earlier_deadline_goes_first_and_on_one_day_the_smaller():
    assert chosen(entry("a", day=19, size=9), entry("b", size=1)) == "a"
    assert chosen(entry("a", size=9), entry("b", size=1)) == "b"


def test_a_clock_that_was_set_back_puts_nothing_before_what_came_first():
    assert chosen(entry("a", day=20, size=1), entry("b", day=2, size=5)) == "a"


def test_what_a_person_asked_for_goes_before_all():
    assert chosen(entry("a"), entry("b", attempts=0, size=99, urgent=True)) == "b"
