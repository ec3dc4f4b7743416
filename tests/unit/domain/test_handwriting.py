"""Where a written character lands before it is recognised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.handwriting import SIDE, fitted, usual_first

COORDINATE = st.floats(-5000, 5000, allow_nan=False)
STROKES = st.lists(st.lists(st.tuples(COORDINATE, COORDINATE), min_size=1, max_size=8), min_size=1, max_size=6)


@given(STROKES)
def test_every_point_is_inside_the_square(strokes: list[list[tuple[float, float]]]) -> None:
    for stroke in fitted(strokes):
        assert all(0 <= x <= SIDE and 0 <= y <= SIDE for x, y in stroke)


def test_the_shape_is_kept_and_stands_in_the_middle() -> None:
    assert fitted([[(10, 10), (30, 10)]]) == [[(100, 500), (900, 500)]]
    assert fitted([[(0, 0), (0, 4)], [(2, 2)]]) == [[(300, 100), (300, 900)], [(700, 500)]]


def test_a_dot_is_a_dot() -> None:
    assert fitted([[(7, 7)]]) == [[(500, 500)]]


def test_nothing_has_no_place() -> None:
    with pytest.raises(ValueError, match="empty"):
        fitted([])


def test_a_usual_character_comes_before_a_rare_one_that_looks_the_same() -> None:
    assert usual_first(["囗", "口"]) == ["口", "囗"]
    assert usual_first(["垚", "三", "土", "士", "山", "川"]) == ["三", "土", "士", "山", "垚", "川"], "not behind all"
    assert usual_first([]) == []
