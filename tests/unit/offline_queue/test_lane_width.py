"""As many lanes as the line is worth."""

from offline_queue.lane_width import FEWEST, MOST, LaneWidth


def test_a_slow_line_keeps_two_lanes_and_gets_the_others_back_when_it_is_fast():
    width = LaneWidth()
    assert width.lanes == MOST
    width.note(64_000, 8.0, busy=1)
    assert width.lanes == FEWEST
    width.note(160_000, 8.0, busy=1)
    assert width.lanes == FEWEST, "neither slow nor fast: stays as it was"
    width.note(160_000, 8.0, busy=2)
    assert width.lanes == MOST


def test_lanes_that_share_a_fast_line_are_not_taken_for_slow_ones():
    width = LaneWidth()
    width.note(80_000, 10.0, busy=4)
    assert width.lanes == MOST


def test_a_small_object_tells_nothing():
    width = LaneWidth()
    width.note(4_000, 2.0, busy=1)
    assert width.lanes == MOST


def test_connections_are_made_ahead_for_work_that_is_there():
    width = LaneWidth()
    assert [width.worth_warming(hand_ins) for hand_ins in (0, 1, 3, 60)] == [0, 1, 3, MOST]
    width.note(64_000, 8.0, busy=1)
    assert [width.worth_warming(hand_ins) for hand_ins in (0, 1, 60)] == [0, 1, 1]
