"""Several uploads at once: what lanes share, how they bear a line that breaks, how they end."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from demo.waiting import until
from domain.clock import SystemClock
from domain.contract.submission import UploadState
from domain.failures import Failure, FailureCode
from offline_queue.http_transport import LineFailed
from offline_queue.lane import Heard, Lane
from offline_queue.lanes import Lanes
from offline_queue.storage_faults import write_failed
from offline_queue.transport_pool import TransportPool
from offline_queue.upload_board import Job
from offline_queue.uploads import Stopped, Whole


def never(_job):
    return False


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


def test_lanes_that_are_closed_end_their_threads():
    class Idle:
        appetite = 0

    before = set(threading.enumerate())
    lanes = Lanes([Idle() for _ in range(3)], threading.Event(), SystemClock())
    made = set(threading.enumerate()) - before
    lanes.close()
    for thread in made:
        thread.join(10)
    assert [thread.is_alive() for thread in made] == [False] * 3


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

        def send_many(self, uploads, *_):
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

        def send_many(self, uploads, *_):
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


def test_the_first_lane_stays_free_while_the_others_connect():
    warming, connected = threading.Semaphore(0), threading.Event()

    class Connecting:
        appetite = 0

        def warm(self):
            warming.release()
            connected.wait(10)

        def send_many(self, *_):
            return [Whole()]

    lanes = Lanes([Connecting() for _ in range(3)], threading.Event(), SystemClock())
    lanes.warm(12)
    assert [warming.acquire(timeout=10) for _ in range(2)] == [True, True]
    assert lanes.send_all([UploadState(digest="0" * 64, offset=0, size=10)], print) == [Whole()]
    assert not connected.is_set()
    connected.set()


def test_a_connection_made_ahead_leaves_the_one_that_is_next():
    class Line:
        def __init__(self):
            self.asked = []

        def ask(self, request):
            self.asked.append(request)

        def connect(self):
            self.asked.append("connected")

    made = []
    pool = TransportPool(lambda: made.append(Line()) or made[-1])
    for asked in ("ping", "ping"):
        pool.ask(asked)
    for _ in range(3):
        pool.warm()
    pool.ask("manifest")
    assert [line.asked for line in made] == [["ping", "ping", "manifest"], ["connected"]]


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

        def resume(self, upload, progress, _handed_over):
            said.append("resumed")
            progress(upload.digest, upload.size)
            return Whole()

    lanes = Lanes([Alive(), Dead()], threading.Event(), SystemClock())
    uploads = [UploadState(digest=f"{number:064x}", offset=0, size=10) for number in range(2)]
    assert lanes.send_all(uploads, lambda *_: None) == [Whole()] * 2
    assert "resumed" in said


def test_what_a_department_begins_with_goes_between_two_pieces_of_a_page():
    """On one lane, a page of three pieces under way, and another waiting behind it."""
    under_way, asked, sent = threading.Event(), threading.Event(), []

    class InPieces:
        appetite = 0

        def send_many(self, uploads, progress, _handed_over):
            upload = uploads[0]
            for offset in range(upload.offset + 1, upload.size + 1):
                sent.append(upload.digest[0])
                under_way.set()
                assert asked.wait(10)
                progress(upload.digest, offset)
            return [Whole()]

    def uploads(*names):
        return [UploadState(digest=name * 64, offset=0, size=3) for name in names]

    lanes = Lanes([InPieces()], threading.Event(), SystemClock())
    with ThreadPoolExecutor(2) as hands:
        pages = hands.submit(lanes.send_all, uploads("a", "b"), print, lambda _: 2)
        assert under_way.wait(10)
        form = hands.submit(lanes.send_all, uploads("f"), print, lambda _: 1)
        until("the form is on the board", lambda: lanes._board.has_before(2), 10.0, 0.001)
        asked.set()
        assert [form.result(), pages.result()] == [[Whole()], [Whole()] * 2]
    assert "".join(sent) == "afffaabbb"


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

    lane, answers = Lane(Cut(), clock, Heard(), never), []
    job = Job(UploadState(digest="0" * 64, offset=0, size=1), lambda *_: None, answers.append)
    assert lane.carry([job]) == [job.broken_off()]
    clock.seconds += 3600.0
    assert lane.carry([job]) == [job.broken_off()]
    assert answers == []


def test_a_long_piece_that_is_cut_is_no_silence_while_another_lane_is_answered(clock):
    class Cut:
        appetite = 0

        def send_many(self, *_):
            clock.seconds += 16.0
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE)

    class Alive:
        appetite = 0

        def send_many(self, uploads, progress, _handed_over):
            progress(uploads[0].digest, uploads[0].size)
            return [Whole()]

    heard, answers = Heard(), []
    cut, alive = Lane(Cut(), clock, heard, never), Lane(Alive(), clock, heard, never)
    job = Job(UploadState(digest="0" * 64, offset=0, size=1), lambda *_: None, answers.append)
    for _ in range(4):
        assert cut.carry([job]) == [job.broken_off()]
        clock.seconds += 1.0
        alive.carry([job])
    assert answers == [Whole()] * 4
    assert cut.carry([job]) == [job.broken_off()]
    assert cut.carry([job]) == []
    assert isinstance(answers[-1], LineFailed)


def test_a_connection_ahead_that_raises_what_nobody_foresaw_costs_no_lane(caplog):
    class Broken:
        def warm(self):
            raise ValueError("x")

    Lane(Broken(), SystemClock(), Heard(), never).warm()
    assert "ValueError" in caplog.text


class Handing:
    """Says that the last byte of each went, and answers when it is let."""

    appetite = 0

    def __init__(self):
        self.answered = threading.Event()

    def send_many(self, uploads, _progress, handed_over):
        handed_over(uploads[0].digest)
        self.answered.wait(10)
        return [Whole()]

    resume = send_many


def test_who_knows_that_all_came_does_not_wait_for_the_last_answers():
    uploaders = [Handing(), Handing()]
    lanes = Lanes(uploaders, threading.Event(), SystemClock())
    lanes.one_is_free = lambda: True
    pages = [UploadState(digest=name * 64, offset=0, size=10) for name in "ab"]
    asked = []

    def settled():
        asked.append(len(asked))
        return True

    assert lanes.send_all(pages, print, settled=settled) == [Whole()] * 2
    assert asked == [0]
    for uploader in uploaders:
        assert not uploader.answered.is_set()
        uploader.answered.set()


def test_it_is_asked_only_when_nothing_is_left_to_send_and_again_when_the_last_had_to_go_again():
    broke = []

    class Breaking(Handing):
        def send_many(self, uploads, _progress, handed_over):
            handed_over(uploads[0].digest)
            if uploads[0].digest == "b" * 64 and not broke:
                broke.append(True)
                raise LineFailed(FailureCode.PLATFORM_UNREACHABLE)
            return [Whole()]

        def resume(self, upload, _progress, handed_over):
            handed_over(upload.digest)
            return Whole()

    lanes = Lanes([Breaking()], threading.Event(), SystemClock())
    lanes.one_is_free = lambda: True
    pages = [UploadState(digest=name * 64, offset=0, size=10) for name in "ab"]
    asked = []
    assert lanes.send_all(pages, print, settled=lambda: bool(asked.append(1))) == [Whole()] * 2
    assert len(asked) == 2


def test_a_lane_that_broke_makes_a_connection_ahead_while_others_still_send():
    """The next break, or the completion, finds one."""
    sending, again = threading.Event(), threading.Event()

    class Breaking:
        appetite = 0

        def send_many(self, uploads, *_):
            if uploads[0].digest == "a" * 64:
                sending.set()
                again.wait(10)
                return [Whole()]
            sending.wait(10)
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE)

        def resume(self, *_):
            again.wait(10)
            return Whole()

        def warm_again(self):
            again.set()

    lanes = Lanes([Breaking() for _ in range(3)], threading.Event(), SystemClock())
    pages = [UploadState(digest=name * 64, offset=0, size=10) for name in "ab"]
    assert lanes.send_all(pages, print) == [Whole()] * 2
    assert again.is_set()


def test_while_no_connection_is_free_nobody_is_asked_and_then_with_the_next_answer():
    uploaders = [Handing(), Handing()]
    lanes = Lanes(uploaders, threading.Event(), SystemClock())
    pages = [UploadState(digest=name * 64, offset=0, size=10) for name in "ab"]
    looked = []

    def one_is_free():
        looked.append(uploaders[0].answered.is_set())
        uploaders[0].answered.set()
        return looked[-1]

    lanes.one_is_free = one_is_free
    assert lanes.send_all(pages, print, settled=lambda: True) == [Whole()] * 2
    assert looked == [False, True]
    assert not uploaders[1].answered.is_set()
    uploaders[1].answered.set()


def test_who_never_finds_a_free_connection_hears_the_answers():
    uploaders = [Handing(), Handing()]
    for uploader in uploaders:
        uploader.answered.set()
    lanes = Lanes(uploaders, threading.Event(), SystemClock())
    pages = [UploadState(digest=name * 64, offset=0, size=10) for name in "ab"]
    asked = []
    assert lanes.send_all(pages, print, settled=lambda: bool(asked.append(1))) == [Whole()] * 2
    assert asked == []
