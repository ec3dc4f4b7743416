from datetime import UTC, datetime

from offline_queue.entries import Entry
from offline_queue.entry_states import EntryState
from offline_queue.schedule import Turn, next_turn


def entry(
    name: str, state: EntryState = EntryState.WAITING, attempts: int = 0, *, day: int = 20, size: int = 1,
    urgent: bool = False, failure: str = "K201", number: str = "",
) -> Entry:  # fmt: skip
    at = datetime(2026, 11, day, tzinfo=UTC)
    last = failure if attempts else ""
    return Entry(name, name, "new", "", at, 1, size, state, attempts, last, None, number, urgent)


def chosen(*entries: Entry, now: float = 0.0, **due: float) -> str | None:
    found = next_turn(entries, due, now, pages_may_go=True)
    return None if found is None else found.entry.submission_id


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


def test_a_line_that_broke_puts_nothing_behind_what_came_later():
    assert chosen(entry("a", attempts=6, failure="N101", day=19), entry("b"), now=1.0) == "a"


def test_what_breaks_the_line_again_and_again_sinks_all_the_same():
    assert chosen(entry("a", attempts=30, failure="N101", day=19), entry("b"), now=1.0) == "b"


LARGE = 10_000_000


def without_a_hand_for_pages(*entries: Entry) -> Turn | None:
    return next_turn(entries, {}, 0.0, pages_may_go=False)


def test_while_all_hands_send_pages_a_small_one_and_one_asked_for_go_whole():
    small, asked = entry("small", size=9), entry("asked", size=LARGE, urgent=True)
    assert without_a_hand_for_pages(entry("a", size=LARGE, number="1"), small) == Turn(small)
    assert without_a_hand_for_pages(small, asked) == Turn(asked)


def test_and_a_large_one_gets_its_number_and_waits():
    large = entry("large", size=LARGE)
    assert without_a_hand_for_pages(large) == Turn(large, introduces=True)
    assert without_a_hand_for_pages(entry("large", size=LARGE, number="1")) is None
