"""The loop stepped by hand: what it asks of its work, and when."""

import signal
import threading
import time
from datetime import UTC, datetime

import pytest

from domain.failures import Failure, FailureCode
from offline_queue.entries import Entry
from offline_queue.entry_states import EntryState
from offline_queue.http_transport import LineFailed
from offline_queue.retry_policy import Backoff
from offline_queue.storage_faults import write_failed
from offline_queue.sync_loop import Crew, Rounds, SyncLoop, Tried


class Work:
    def __init__(self):
        self.entries = []
        self.number = 0
        self.line_is_up = True
        self.cause = FailureCode.PLATFORM_UNREACHABLE
        self.pings = 0
        self.delivered = []
        self.reports = []
        self.refusals = []
        self.set_right_calls = 0
        self.turns = 0
        self.purges = 0
        self.ends = Tried(delivered=True)
        self.held = 0.0
        self.idle = 10.0

    def commit(self, name, pages=1, size=1):
        at = datetime(2026, 11, 20, tzinfo=UTC)
        self.entries.append(Entry(name, name, "new", "", at, pages, size, EntryState.WAITING, 0, "", None, ""))
        self.number += 1

    def open_entries(self):
        return tuple(self.entries)

    def change_number(self):
        return self.number

    def asked_to_wait(self):
        return self.held

    def idle_seconds(self):
        return self.idle

    def ping(self, *, work_waits):
        self.pings += 1
        self.pinged_for_work = work_waits
        if not self.line_is_up:
            raise LineFailed(self.cause)
        return 12.0

    def deliver(self, turn):
        entry = turn.entry
        self.delivered.append(entry.submission_id)
        if self.refusals:
            raise self.refusals.pop()
        if self.ends.delivered:
            self.entries.remove(entry)
        return self.ends

    def purge(self):
        self.purges += 1

    def look_around(self):
        pass

    def report(self, line):
        self.reports.append(line.connected)
        self.told = line.cause

    def alive(self):
        self.turns += 1

    def set_right(self, trouble):
        assert isinstance(trouble, Failure)
        self.set_right_calls += 1


class InlineCrew:
    """One hand that delivers as soon as it is told."""

    size = 1

    def __init__(self, work, stop=None):
        self.work = work
        self.stop = stop
        self.done = []

    def begin(self, turn):
        try:
            self.done.append((turn.entry, self.work.deliver(turn)))
        except Failure as failure:
            self.done.append((turn.entry, failure))

    def ended(self):
        done, self.done = self.done, []
        return done

    def wait(self, _seconds):
        if self.stop and len(self.work.delivered) == 2:
            self.stop.set()


@pytest.fixture
def work():
    return Work()


@pytest.fixture
def loop(work, clock):
    return SyncLoop(work, InlineCrew(work), clock, threading.Event(), Backoff(first=2.0, ceiling=2.0))


def test_what_is_committed_is_delivered_at_the_next_look(loop, work):
    loop.step()
    work.commit("a")
    assert loop.step()
    assert work.delivered == ["a"]
    assert loop.step()
    assert work.purges == 1
    assert not loop.step()


def test_without_a_signed_answer_nothing_is_sent(loop, work):
    work.line_is_up = False
    work.commit("a")
    loop.step()
    assert work.delivered == []
    assert work.reports == [False]


def test_why_there_is_no_line_is_told_and_forgotten_when_there_is_one(loop, work, clock):
    work.line_is_up, work.cause = False, FailureCode.DEVICE_REVOKED
    loop.step()
    assert work.told is FailureCode.DEVICE_REVOKED
    clock.seconds += 10.0
    work.line_is_up = True
    loop.step()
    assert (work.reports, work.told) == ([False, True], None)


def test_new_work_asks_for_the_line_at_once(loop, work):
    work.line_is_up = False
    loop.step()
    loop.step()
    assert work.pings == 1
    work.line_is_up = True
    work.commit("a")
    loop.step()
    assert work.pings == 2
    assert work.delivered == ["a"]


def test_the_question_for_the_line_says_how_much_will_follow(loop, work, clock):
    work.commit("a", pages=3)
    work.commit("b", pages=0)
    work.line_is_up = False
    loop.step()
    assert work.pinged_for_work == 4
    clock.seconds += 2.0
    work.line_is_up = True
    loop.step()
    clock.seconds += 20.0
    work.commit("c")
    loop.step()
    assert (work.pings, work.pinged_for_work) == (3, 0)


def test_while_work_waits_the_line_is_asked_within_seconds(loop, work, clock):
    work.line_is_up = False
    work.commit("a")
    loop.step()
    clock.seconds += 2.0
    work.line_is_up = True
    loop.step()
    assert work.delivered == ["a"]


def test_an_idle_station_asks_every_ten_seconds(loop, work, clock):
    for _ in range(3):
        loop.step()
    assert work.pings == 1
    clock.seconds += 10.0
    loop.step()
    assert work.pings == 2


def test_a_line_that_breaks_while_sending_is_told(loop, work):
    work.ends = Tried(next_try_in=1.0, line_broke=FailureCode.PLATFORM_TLS)
    work.commit("a")
    loop.step()
    loop.step()
    assert work.reports == [True, False]
    assert work.told is FailureCode.PLATFORM_TLS


def test_after_the_disk_refused_something_the_work_is_set_right_first(work, clock, monkeypatch):
    stop = threading.Event()
    monkeypatch.setattr(stop, "wait", lambda _: None)
    work.refusals = [write_failed("EIO")]
    work.commit("a")
    SyncLoop(work, InlineCrew(work, stop), clock, stop).run()
    assert work.delivered == ["a", "a"]
    assert work.set_right_calls == 1


def test_news_wait_until_the_deliveries_a_ping_let_begin_have_had_their_start(work, clock):
    seen = []
    work.look_around = lambda: seen.append(clock.seconds)
    crew = InlineCrew(work)
    crew.ended = tuple
    loop = SyncLoop(work, crew, clock, threading.Event(), Backoff(first=2.0, ceiling=2.0))
    work.commit("a")
    loop.step()
    loop.step()
    assert work.delivered == ["a"]
    assert seen == []
    clock.seconds += 5.0
    loop.step()
    assert len(seen) == 1


def test_however_many_large_ones_are_under_way_a_hand_is_left_for_what_is_light(work, clock):
    begun = []

    class Busy:
        size = 4
        ended = tuple

        def begin(self, turn):
            begun.append((turn.entry.submission_id, turn.introduces))

    loop = SyncLoop(work, Busy(), clock, threading.Event())
    for name in "abc":
        work.commit(name, size=10_000_000)
    loop.step()
    assert begun == [("a", False), ("b", False), ("c", True)]
    work.commit("small")
    loop.step()
    assert begun[3:] == [("small", False)]


def test_run_ends_when_told_and_says_that_nobody_knows_any_more(work, clock):
    stop = threading.Event()
    stop.set()
    SyncLoop(work, InlineCrew(work), clock, stop).run()
    assert work.reports == [None]
    assert work.purges == 1  # what was delivered just before the end does not wait for the next start


def test_a_platform_that_asks_for_time_gets_it_for_all(loop, work, clock):
    loop.step()
    work.held = 30.0
    work.commit("a")
    clock.seconds += 20.0
    loop.step()
    assert (work.delivered, work.pings) == ([], 1)
    work.held = 0.0
    loop.step()
    assert (work.delivered, work.pings) == (["a"], 2)


def test_the_lines_state_is_told_again_before_it_grows_old(loop, work, clock):
    work.idle = 300.0
    loop.step()
    for _ in range(3):
        clock.seconds += 10.0
        loop.step()
    assert (work.pings, work.reports) == (1, [True] * 4)


def test_on_a_line_that_costs_the_idle_question_is_rare_and_new_work_asks_at_once(loop, work, clock):
    work.idle = 300.0
    loop.step()
    clock.seconds += 200.0
    loop.step()
    assert work.pings == 1
    work.commit("a")
    loop.step()
    assert (work.pings, work.delivered) == (2, ["a"])
    clock.seconds += 11.0  # the work that waited had it asked again in ten seconds
    loop.step()
    clock.seconds += 299.0
    loop.step()
    assert work.pings == 3
    clock.seconds += 1.0
    loop.step()
    assert work.pings == 4


def test_rounds_rest_while_the_platform_wants_to_be_left_alone():
    stop, done = threading.Event(), threading.Event()
    asked = []

    def held():
        asked.append(1)
        return 0.001 if len(asked) < 3 else 0.0

    def work():
        done.set()
        return 60.0

    Rounds(work, stop, held)
    assert done.wait(10.0)
    stop.set()
    assert len(asked) == 3


def test_a_signal_that_outlasts_a_wait_does_not_make_it_endless():
    """In CPython 3.11 it does in a timed ``SimpleQueue.get``: an agent told to end by SIGTERM then hung for ever."""
    crew, ended = Crew(lambda _: Tried(), 1), time.monotonic() + 0.05

    def handler(*_):
        while time.monotonic() < ended:
            pass

    before = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.005)
    try:
        crew.wait(0.02)
    finally:
        signal.signal(signal.SIGALRM, before)


def test_a_delivery_that_raises_what_nobody_foresaw_ends_neither_the_loop_nor_the_others(work, clock):
    class OneRaises(InlineCrew):
        def begin(self, turn):
            if turn.entry.submission_id == "a":
                self.done.append((turn.entry, ValueError("x")))
            else:
                super().begin(turn)

    loop = SyncLoop(work, OneRaises(work), clock, threading.Event())
    work.commit("a")
    loop.step()
    work.entries.clear()
    work.commit("b")
    loop.step()
    assert work.delivered == []
    clock.seconds += 2.0
    loop.step()
    assert work.delivered == ["b"]


def test_while_one_delivery_takes_long_trouble_with_another_stops_nothing(work, clock, monkeypatch):
    """It is set right at once; the line is asked, new work begins, and the service manager hears that all is well."""
    stop = threading.Event()
    monkeypatch.setattr(stop, "wait", lambda _: None)

    class OneTakesLong(InlineCrew):
        size = 2

        def begin(self, turn):
            if turn.entry.submission_id == "long":
                return
            super().begin(turn)

        def wait(self, _seconds):
            clock.seconds += 10.0
            if work.turns == 5:
                stop.set()

    work.commit("long")
    work.commit("bad")
    work.refusals = [write_failed("EIO")]
    SyncLoop(work, OneTakesLong(work), clock, stop).run()
    assert work.turns == 5
    assert work.set_right_calls == 1
    assert work.delivered == ["bad", "bad"]
    assert work.pings == 2


def test_what_has_ended_is_noted_even_if_the_disk_refuses_the_next_look(work, clock):
    crew = InlineCrew(work)
    loop = SyncLoop(work, crew, clock, threading.Event())
    work.commit("a")
    work.ends = Tried(next_try_in=1.0)
    loop.step()
    known, work.open_entries = work.open_entries, lambda: (_ for _ in ()).throw(write_failed("EIO"))
    with pytest.raises(Failure):
        loop.step()
    work.open_entries = known
    loop.step()
    assert work.delivered == ["a", "a"]
