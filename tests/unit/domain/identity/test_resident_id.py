"""GB 11643: the vectors are of the sequence 000 or of 1900-1904, so that no living person is touched."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identity.mod11_2 import check_character, is_whole
from domain.identity.regions import known_region_codes
from domain.identity.resident_id import birth_of, check_resident_id, normalise_id, sex_of
from domain.identity.verdict import Ok, Reject, Warn

TODAY = date(2026, 11, 20)
REGIONS = known_region_codes(
    (Path(__file__).parents[4] / "assets/catalogue/ningbo_regions.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    "number",
    [
        "330203190001010013",
        "33020319000101003X",
        "330204190001020023",
        "330227190003150053",
        "330283190004010088",
        "33028219040229004X",
        "330212201506010008",
        "330226196006010006",
    ],
)
def test_right_numbers_and_counties_that_are_no_more(number: str) -> None:
    assert check_resident_id(number, TODAY, REGIONS) == Ok()


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("330281190002290036", "identity.birth_impossible"),
        ("330203190001010014", "form.id"),
        ("330203000101001", "identity.first_generation"),
        ("", "form.id"),
        ("33020319000101001", "form.id"),
        ("3302031900010100131", "form.id"),
        ("33020319000101001Y", "form.id"),
        ("X30203190001010013", "form.id"),
        ("٣30203190001010013", "form.id"),
    ],
)
def test_wrong_numbers(number: str, reason: str) -> None:
    verdict = check_resident_id(number, TODAY, REGIONS)
    assert isinstance(verdict, Reject)
    assert verdict.reason.key == reason


def test_nobody_is_born_tomorrow() -> None:
    assert check_resident_id("330212201506010008", date(2015, 6, 1), REGIONS) == Ok()
    assert isinstance(check_resident_id("330212201506010008", date(2015, 5, 31), REGIONS), Reject)


def test_nobody_is_born_before_1900() -> None:
    number = "33020318991231001"
    assert isinstance(check_resident_id(number + check_character(number), TODAY, REGIONS), Reject)


def test_an_unknown_region_only_warns() -> None:
    number = "99999919000101001"
    assert isinstance(check_resident_id(number + check_character(number), TODAY, REGIONS), Warn)


@pytest.mark.parametrize("typed", [" 330203 19000101 003x ", "33020319000101003X", "33020319000101003x"])
def test_what_people_type_is_made_one(typed: str) -> None:
    assert normalise_id(typed) == "33020319000101003X"
    assert check_resident_id(typed, TODAY, REGIONS) == Ok()


def test_birth_and_sex_stand_in_the_number() -> None:
    assert birth_of("330203190001010013") == date(1900, 1, 1)
    assert birth_of("330281190002290036") is None
    assert sex_of("330203190001010013") == "1"
    assert sex_of("330204190001020023") == "2"


@given(st.from_regex(r"[0-9]{17}", fullmatch=True), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(digits: str, place: int, shift: int) -> None:
    whole = digits + check_character(digits)
    other = str((int(whole[place]) + shift) % 10)
    assert is_whole(whole)
    assert not is_whole(whole[:place] + other + whole[place + 1 :])


@given(st.text())
def test_no_text_breaks_the_check(typed: str) -> None:
    check_resident_id(typed, TODAY, REGIONS)


@pytest.mark.parametrize("body", ["[]", "{}", '{"counties": 1, "historical": []}', "no json"])
def test_a_file_that_is_no_regions_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match=r"regions|Expecting"):
        known_region_codes(body)
