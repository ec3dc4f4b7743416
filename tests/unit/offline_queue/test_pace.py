"""Pieces are as large as the line lets them be, and a cut alone makes none smaller."""

from dataclasses import dataclass, field

import pytest
from queue_kit import SteppedClock

from domain.contract.submission import UploadState
from domain.failures import FailureCode
from offline_queue.http_transport import LineFailed, Request
from offline_queue.outcome import Answer
from offline_queue.pace import FIRST_PIECE, LARGEST_PIECE, PIECE_SECONDS, SMALLEST_PIECE, Pace
from offline_queue.page_files import PageFiles
from offline_queue.uploads import Uploader, Whole


def test_pieces_last_some_seconds_whatever_the_line_carries():
    pace = Pace()
    assert pace.piece == FIRST_PIECE
    pace.note(FIRST_PIECE, FIRST_PIECE / 20_000)
    assert pace.piece == int(20_000 * PIECE_SECONDS)
    assert pace.appetite == SMALLEST_PIECE
    pace.note(LARGEST_PIECE, 0.1)
    assert pace.piece == LARGEST_PIECE


def test_an_object_too_small_to_tell_the_speed_tells_nothing():
    pace = Pace()
    pace.note(SMALLEST_PIECE - 1, 10.0)
    assert pace.piece == FIRST_PIECE


def test_pieces_that_are_held_back_on_the_way_become_smaller():
    pace = Pace()
    pace.note(1_000_000, 1.0)
    assert pace.shrink()
    assert pace.piece == LARGEST_PIECE // 2
    while pace.shrink():
        assert pace.piece >= SMALLEST_PIECE
    assert pace.piece == SMALLEST_PIECE
    pace.note(SMALLEST_PIECE, 0.001)
    assert pace.piece == 2 * SMALLEST_PIECE


def test_lanes_that_begin_together_on_a_line_nobody_knows_do_not_end_together():
    pace = Pace()
    first = [pace.piece_for(lane) for lane in range(4)]
    assert first[0] == FIRST_PIECE
    assert sum(first) - 4 * first[0] >= 24 << 10
    assert pace.shrink(first[3]), "a platform that finds the longest too long is sent a shorter one"
    assert [pace.piece_for(lane) for lane in range(4)] == [SMALLEST_PIECE] * 4
    assert not pace.shrink(SMALLEST_PIECE)
    pace.note(FIRST_PIECE, FIRST_PIECE / 20_000)
    assert pace.piece_for(3) == pace.piece


def test_the_wait_for_an_answer_is_as_long_as_the_line_is_slow():
    pace = Pace()
    assert pace.patience == 0.0, "not known yet: the transport's own"
    pace.note(64_000, 8.0)
    assert 20 < pace.patience < 30
    for _ in range(20):
        pace.note(4_000_000, 1.0)
    assert 10 <= pace.patience < 11


def test_what_a_cut_request_brought_tells_the_speed_while_nothing_is_known():
    pace = Pace()
    pace.cut("page", 0, 50.0)
    assert pace.stands("page", 200_000) == (200_000, 50.0)
    assert pace.piece == 4_000 * PIECE_SECONDS
    assert pace.stands("page", 200_000) == (0, 0.0), "told once"


def test_a_cut_is_no_sign_of_a_slow_line():
    """The silence before it was noticed is no part of the line's speed."""
    pace = Pace()
    pace.note(128_000, 8.0)
    before = pace.piece
    for _ in range(50):
        pace.cut("page", 0, 40.0)
        pace.stands("page", 100_000)
    assert pace.piece == before
    pace.cut("page", 0, 1.0)
    pace.stands("page", 100_000)
    assert pace.piece > before


def test_a_long_request_of_which_nothing_came_was_held_back():
    pace = Pace()
    pace.note(1_000_000, 1.0)
    pace.cut("page", 0, 4.0)
    pace.stands("page", 0)
    assert pace.piece == LARGEST_PIECE
    pace.cut("page", 0, 6.0)
    pace.stands("page", 0)
    assert pace.piece == LARGEST_PIECE // 2
    pace.note(1_000_000, 1.0)
    assert pace.piece == LARGEST_PIECE, "what arrives in time makes them grow again"


@dataclass
class PulledLine:
    """One lane's share of a slow line that is pulled every minute, and a platform that keeps what came. Time is what
    requests take."""

    clock: SteppedClock
    bytes_per_s: float = 4_000.0
    round_trip: float = 1.0
    pulled_every: float = 60.0
    held: int = 0
    pieces: list[int] = field(default_factory=list)
    """Bytes asked for, of each request that carried some."""

    def ask(self, request: Request) -> Answer:
        body = request.body or b""
        if body:
            self.pieces.append(len(body))
        needed = self.round_trip + len(body) / self.bytes_per_s
        left = self.pulled_every - self.clock.seconds % self.pulled_every
        self.clock.seconds += min(needed, left)
        if needed >= left:
            self.held += min(len(body), int(max(0.0, left - self.round_trip) * self.bytes_per_s))
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE)
        self.held += len(body)
        return Answer(204, {"upload-offset": str(self.held)}, b"")


@pytest.mark.parametrize("pulled_every", [60.0, 25.0])
def test_pieces_stay_large_on_a_slow_line_that_is_pulled_again_and_again(station, pulled_every):
    """Two megabytes over 32 kbit/s; every piece after the first lasts its sixteen seconds, whatever was cut."""
    files = PageFiles(station.pages, station.quarantine)
    files.prepare()
    (file,) = files.keep_all([lambda sink: sink(bytes(2_000_000))])
    clock = SteppedClock()
    line = PulledLine(clock, pulled_every=pulled_every)
    uploader = Uploader(line, files, clock, Pace(), lambda: False)
    upload, began, breaks, way = (
        UploadState(digest=file.digest, offset=0, size=file.size),
        clock.seconds,
        0,
        uploader.send,
    )
    while breaks < 100:
        try:
            assert way(upload, lambda *_: None) == Whole()
            break
        except LineFailed:
            breaks, way = breaks + 1, uploader.resume
    assert 8 <= breaks < 100
    assert min(line.pieces[2:-1]) > 12 * line.bytes_per_s
    assert file.size / line.bytes_per_s / (clock.seconds - began) > 0.85
