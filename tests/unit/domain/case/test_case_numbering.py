from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.numbering import is_temporary_number, official_number, temporary_number
from domain.identity.mod11_2 import is_whole

DAY = date(2026, 11, 20)


def test_a_temporary_number() -> None:
    number = temporary_number("330281", "0007", DAY, 1)
    assert number.startswith("L33028100072611200001")
    assert len(number) == 22
    assert is_temporary_number(number)


def test_an_official_number() -> None:
    number = official_number("330203", DAY, 12)
    assert number == "330203202611200000126"
    assert is_whole(number)


REGION = st.from_regex(r"[0-9]{6}", fullmatch=True)
DEVICE = st.from_regex(r"[0-9]{4}", fullmatch=True)


@given(REGION, DEVICE, st.dates(date(2026, 1, 1), date(2099, 12, 31)), st.integers(0, 9999), st.integers(1, 20))
def test_a_mistyped_digit_is_found(region: str, device: str, day: date, sequence: int, place: int) -> None:
    number = temporary_number(region, device, day, sequence)
    assert is_temporary_number(number)
    other = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    assert not is_temporary_number(other)


@given(st.tuples(REGION, DEVICE, st.integers(0, 9999)), st.tuples(REGION, DEVICE, st.integers(0, 9999)))
def test_no_two_hand_ins_of_a_day_share_a_number(one: tuple[str, str, int], two: tuple[str, str, int]) -> None:
    numbers = {temporary_number(region, device, DAY, sequence) for region, device, sequence in (one, two)}
    assert len(numbers) == len({one, two})


@given(st.text())
def test_nothing_else_is_a_temporary_number(typed: str) -> None:
    assert not is_temporary_number(typed)


@pytest.mark.parametrize(
    ("region", "device", "sequence"),
    [
        ("33028", "0007", 1),
        ("330281", "7", 1),
        ("330281", "000a", 1),
        ("330281", "0007", 10000),
        ("330281", "0007", -1),
    ],
)
def test_parts_of_the_wrong_form_are_refused(region: str, device: str, sequence: int) -> None:
    with pytest.raises(ValueError, match="digits"):
        temporary_number(region, device, DAY, sequence)
