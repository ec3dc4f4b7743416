"""As many lanes as the line is worth."""

from offline_queue.lane_width import FEWEST, MOST, USUAL, LaneWidth


def test_a_slow_line_keeps_two_lanes_and_gets_the_others_back_when_it_is_fast():
    width = LaneWidth()
    assert width.lanes == USUAL
    width.note(64_000, 8.0, busy=1)
    assert width.lanes == FEWEST
    width.note(160_000, 8.0, busy=1)
    assert width.lanes == FEWEST, "neither slow nor fast: stays as it was"
    width.note(160_000, 8.0, busy=2)
    assert width.lanes == USUAL


def test_lanes_that_share_a_fast_line_are_not_taken_for_slow_ones():
    width = LaneWidth()
    width.note(80_000, 10.0, busy=4)
    assert width.lanes == USUAL


def test_a_small_object_tells_nothing():
    width = LaneWidth()
    width.note(4_000, 2.0, busy=1)
    assert width.lanes == USUAL


def test_a_line_that_breaks_often_has_more_lanes_until_it_carries_well_again():
    width = LaneWidth()
    width.note(3_000_000, 24.0, busy=1)
    width.broke()
    assert width.lanes == USUAL, "once in three megabytes is not often"
    for _ in range(2):
        width.note(300_000, 2.4, busy=1)
        width.broke()
    assert width.lanes == MOST
    width.note(2_500_000, 20.0, busy=1)
    assert width.lanes == USUAL


def test_a_slow_line_has_two_lanes_however_often_it_breaks():
    width = LaneWidth()
    width.note(64_000, 8.0, busy=1)
    width.broke()
    assert width.lanes == FEWEST


def test_connections_are_made_ahead_for_work_that_is_there():
    width = LaneWidth()
    assert [width.worth_warming(hand_ins) for hand_ins in (0, 1, 3, 60)] == [0, 1, 3, USUAL]
    width.note(64_000, 8.0, busy=1)
    assert [width.worth_warming(hand_ins) for hand_ins in (0, 1, 60)] == [0, 1, 1]
