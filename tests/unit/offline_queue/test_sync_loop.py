"""The loop stepped by hand: what it asks of its work, and when."""

import signal
import threading
import time
from datetime import UTC, datetime

import pytest

from domain.clock import SystemClock
from domain.contract.submission import UploadState
from domain.failures import Failure, FailureCode
from offline_queue.entries import Entry
from offline_queue.entry_states import EntryState
from offline_queue.http_transport import LineFailed
from offline_queue.lane import Heard, Lane
from offline_queue.lanes import Lanes
from offline_queue.retry_policy import Backoff
from offline_queue.storage_faults import write_failed
from offline_queue.sync_loop import Crew, SyncLoop, Tried
from offline_queue.upload_board import Job
from offline_queue.uploads import Stopped, Whole


class Work:
    def __init__(self):
        self.entries = []
        self.number = 0
        self.line_is_up = True
        self.pings = 0
        self.delivered = []
        self.reports = []
        self.refusals = []
        self.set_right_calls = 0
        self.purges = 0
        self.ends = Tried(delivered=True)

    def commit(self, name):
        self.entries.append(
            Entry(name, name, "new", "", datetime(2026, 11, 20, tzinfo=UTC), 1, 1, EntryState.WAITING, 0, "", None, "")
        )
        self.number += 1

    def open_entries(self):
        return tuple(self.entries)

    def change_number(self):
        return self.number

    def ping(self, *, work_waits):
        self.pings += 1
        self.pinged_for_work = work_waits
        if not self.line_is_up:
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE)
        return 12.0

    def deliver(self, entry):
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

    def set_right(self):
        self.set_right_calls += 1


class InlineCrew:
    """One hand that delivers as soon as it is told."""

    size = 1

    def __init__(self, work, stop=None):
        self.work = work
        self.stop = stop
        self.done = []

    def begin(self, entry):
        try:
            self.done.append((entry, self.work.deliver(entry)))
        except Failure as failure:
            self.done.append((entry, failure))

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
    work.ends = Tried(next_try_in=1.0, line_broke=True)
    work.commit("a")
    loop.step()
    loop.step()
    assert work.reports == [True, False]


def test_after_the_disk_refused_something_the_work_is_set_right_first(work, clock, monkeypatch):
    stop = threading.Event()
    monkeypatch.setattr(stop, "wait", lambda _: None)
    work.refusals = [write_failed("EIO")]
    work.commit("a")
    SyncLoop(work, InlineCrew(work, stop), clock, stop).run()
    assert work.delivered == ["a", "a"]
    assert work.set_right_calls == 1


def test_the_end_of_the_program_does_not_wait_for_a_dead_line():
    stop, never = threading.Event(), threading.Event()

    class Hanging:
        appetite = 0

        def send_many(self, *_):
            never.wait()
            return [Whole()]

    lanes = Lanes([Hanging()], stop, SystemClock())
    stop.set()
    assert lanes.send_all([UploadState(digest="0" * 64, offset=0, size=1)], print) == [Stopped()]
    never.set()


def test_what_a_lane_raises_is_raised_by_the_caller():
    class Failing:
        appetite = 0

        def send_many(self, *_):
            raise write_failed("EIO")

    lanes = Lanes([Failing()], threading.Event(), SystemClock())
    with pytest.raises(Failure):
        lanes.send_all([UploadState(digest="0" * 64, offset=0, size=1)] * 3, print)


def test_small_files_share_a_request_up_to_the_lanes_appetite():
    begin, sent = threading.Event(), []

    class Hungry:
        appetite = 30

        def send_many(self, uploads, _progress):
            begin.wait()
            sent.append(len(uploads))
            return [Whole()] * len(uploads)

    lanes = Lanes([Hungry()], threading.Event(), SystemClock())
    uploads = [UploadState(digest=f"{number:064x}", offset=0, size=10) for number in range(7)]
    threading.Timer(0.05, begin.set).start()
    assert lanes.send_all(uploads, print) == [Whole()] * 7
    assert sent[-2:] == [3, 3] or sent[-1] in (1, 2, 3)
    assert max(sent) <= 3


def test_on_a_slow_line_two_lanes_carry_and_one_connects_ahead():
    active, most, warmed, pair = [], [], threading.Semaphore(0), threading.Barrier(2, timeout=10)

    class Counted:
        appetite = 0

        def warm(self):
            warmed.release()

        def send_many(self, uploads, _progress):
            active.append(uploads)
            pair.wait()
            most.append(len(active))
            pair.wait()
            active.remove(uploads)
            return [Whole()]

    lanes = Lanes([Counted() for _ in range(4)], threading.Event(), SystemClock())
    lanes.note(64_000, 8.0)
    lanes.warm(60)
    assert warmed.acquire(timeout=10)
    uploads = [UploadState(digest=f"{number:064x}", offset=0, size=10) for number in range(6)]
    assert lanes.send_all(uploads, print) == [Whole()] * 6
    assert max(most) == 2
    assert not warmed.acquire(blocking=False)


def test_what_a_lane_lost_its_line_under_goes_on_by_the_next_free_one():
    """Not by the end of all the others, and from where the platform says it stands."""
    said, freed = [], threading.Event()

    class Dead:
        appetite = 0

        def send_many(self, *_):
            freed.set()
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE)

        def resume(self, *_):
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE)

    class Alive:
        appetite = 0

        def send_many(self, *_):
            freed.wait()
            said.append("sent")
            return [Whole()]

        def resume(self, upload, progress):
            said.append("resumed")
            progress(upload.digest, upload.size)
            return Whole()

    lanes = Lanes([Alive(), Dead()], threading.Event(), SystemClock())
    uploads = [UploadState(digest=f"{number:064x}", offset=0, size=10) for number in range(2)]
    assert lanes.send_all(uploads, lambda *_: None) == [Whole()] * 2
    assert "resumed" in said


def test_a_line_that_stays_broken_fails_what_it_carries(clock, monkeypatch):
    monkeypatch.setattr("offline_queue.lane.PATIENCE_SECONDS", 0.0)

    class Dead:
        appetite = 0

        def send_many(self, *_):
            clock.seconds += 1.0
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE)

        resume = send_many

    lanes = Lanes([Dead()], threading.Event(), clock)
    with pytest.raises(LineFailed):
        lanes.send_all([UploadState(digest="0" * 64, offset=0, size=1)], print)


def test_time_without_work_is_not_the_silence_of_the_line(clock):
    """Another lane went on after the first cut; the second, an hour later, finds this one as patient as before."""

    class Cut:
        appetite = 0

        def send_many(self, *_):
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE)

    lane, answers = Lane(Cut(), clock, Heard()), []
    job = Job(UploadState(digest="0" * 64, offset=0, size=1), lambda *_: None, answers.append)
    assert lane.carry([job]) == [job]
    clock.seconds += 3600.0
    assert lane.carry([job]) == [job]
    assert answers == []


def test_a_long_piece_that_is_cut_is_no_silence_while_another_lane_is_answered(clock):
    class Cut:
        appetite = 0

        def send_many(self, *_):
            clock.seconds += 16.0
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE)

    class Alive:
        appetite = 0

        def send_many(self, uploads, progress):
            progress(uploads[0].digest, uploads[0].size)
            return [Whole()]

    heard, answers = Heard(), []
    cut, alive = Lane(Cut(), clock, heard), Lane(Alive(), clock, heard)
    job = Job(UploadState(digest="0" * 64, offset=0, size=1), lambda *_: None, answers.append)
    for _ in range(4):
        assert cut.carry([job]) == [job]
        clock.seconds += 1.0
        alive.carry([job])
    assert answers == [Whole()] * 4
    assert cut.carry([job]) == [job]
    assert cut.carry([job]) == []
    assert isinstance(answers[-1], LineFailed)


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


def test_run_ends_when_told_and_says_that_nobody_knows_any_more(work, clock):
    stop = threading.Event()
    stop.set()
    SyncLoop(work, InlineCrew(work), clock, stop).run()
    assert work.reports == [None]
    assert work.purges == 1  # what was delivered just before the end does not wait for the next start


def test_a_platform_that_asks_for_time_gets_it_for_all(loop, work, clock):
    work.ends = Tried(next_try_in=1.0, platform_busy=30.0)
    work.commit("a")
    work.commit("b")
    loop.step()
    loop.step()
    assert work.delivered == ["a"]
    clock.seconds += 31.0
    work.ends = Tried(delivered=True)
    loop.step()
    assert len(work.delivered) == 2


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
