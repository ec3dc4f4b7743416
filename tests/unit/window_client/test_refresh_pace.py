"""A list rests longer where answers are slow, and only there."""

from window_client.shell.refresh_pace import RefreshPace


def test_fast_answers_leave_the_usual_pace() -> None:
    pace = RefreshPace(3.0)
    assert [pace.answered(0.05) for _ in range(9)] == [3.0] * 9


def test_one_slow_answer_changes_nothing() -> None:
    pace = RefreshPace(3.0)
    assert [pace.answered(took) for took in (2.0, 0.05, 0.05, 0.05, 2.0, 0.05, 0.05)] == [3.0] * 7


def test_where_every_answer_is_slow_it_rests_twenty_times_as_long() -> None:
    pace = RefreshPace(3.0)
    assert [pace.answered(took) for took in (0.5, 0.6, 0.5, 0.5, 0.7)] == [3.0, 3.0, 10.0, 10.0, 10.0]


def test_nobody_waits_longer_than_a_minute() -> None:
    pace = RefreshPace(3.0)
    assert [pace.answered(30.0) for _ in range(3)][-1] == 60.0


def test_after_a_failure_it_asks_as_usual_and_learns_anew() -> None:
    pace = RefreshPace(3.0)
    for _ in range(3):
        pace.answered(1.0)
    assert pace.failed() == 3.0
    assert pace.answered(1.0) == 3.0
