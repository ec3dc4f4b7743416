from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.form_validation import canonical, check_field, check_form, warn_field
from domain.catalogue.load import load_catalogue
from domain.catalogue.model import FieldKind, FormField

TODAY = date(2026, 11, 20)
CATALOGUE = load_catalogue(
    (Path(__file__).parents[4] / "assets/catalogue/demo_catalogue.json").read_text(encoding="utf-8")
)
ITEM = CATALOGUE.item("DEMO-016")
KINDS: tuple[FieldKind, ...] = (
    "text", "long_text", "number", "money", "date", "month", "choice", "phone", "bank_account", "region",
    "credit_code", "resident_id", "yes_no",
)  # fmt: skip
GOOD = {
    "f1": "住院",
    "f2": "2026-11-02",
    "f3": "0123456789",
    "f4": "1234.5",
    "f5": "宁波银行",
    "f6": "4111111111111111",
    "mobile": "13700000000",
    "region": "330203",
    "address": "浙江省宁波市海曙区鼓楼街道孝闻街1号",
}


def field(kind: FieldKind, **other: object) -> FormField:
    return FormField("f1", "项目", kind, **other)  # type: ignore[arg-type]


def problem(kind: FieldKind, value: str, **other: object) -> str:
    found = check_field(field(kind, **other), value, TODAY)
    return found.key if found else ""


def test_a_form_filled_in_well_may_be_handed_in() -> None:
    assert check_form(ITEM, GOOD, TODAY, CATALOGUE.regions) == {}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"f1": "闲逛"}, "form.choice"),
        ({"f2": "2026-11-21"}, "form.date_future"),
        ({"f2": "2026-02-30"}, "form.date"),
        ({"f3": "12a"}, "form.digits"),
        ({"f4": "十元"}, "form.money"),
        ({"f4": "1.234"}, "form.money"),
        ({"f6": "123"}, "form.bank_account"),
        ({"mobile": "0574-12345678"}, "form.mobile"),
        ({"mobile": ""}, "form.required"),
        ({"region": "330204"}, "form.region"),
        ({"region": "海曙"}, "form.region"),
        ({"address": "  "}, "form.required"),
        ({"address": "路" * 101}, "form.too_long"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(change: dict[str, str], key: str) -> None:
    problems = check_form(ITEM, GOOD | change, TODAY, CATALOGUE.regions)
    assert {name: text.key for name, text in problems.items()} == {next(iter(change)): key}


def test_an_empty_form_names_every_required_field() -> None:
    assert set(check_form(ITEM, {}, TODAY, CATALOGUE.regions)) == {f.id for f in ITEM.fields if f.required}


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("date", "2026年1月2日", "2026-01-02"),
        ("date", "20260102", "2026-01-02"),
        ("date", "2026/1/2", "2026-01-02"),
        ("month", "2026年1月", "2026-01"),
        ("month", "202601", "2026-01"),
        ("money", "１,２３４.5", "1234.50"),
        ("money", "0", "0.00"),
        ("number", "007.50", "7.5"),
        ("number", "100", "100"),
        ("phone", "+86 137-0000-0000", "13700000000"),
        ("phone", "0574-12345678", "0574-12345678"),
        ("bank_account", "4111 1111 1111 1111", "4111111111111111"),
        ("credit_code", "91350100m000100y43", "91350100M000100Y43"),
        ("resident_id", "33020319000101003x", "33020319000101003X"),
        ("yes_no", "是", "yes"),
        ("yes_no", "NO", "no"),
        ("text", "  用途 ", "用途"),
    ],
)
def test_canonical(kind: FieldKind, typed: str, stored: str) -> None:
    assert canonical(field(kind), typed) == stored
    assert problem(kind, typed) == ""


@pytest.mark.parametrize("kind", KINDS)
@given(typed=st.text() | st.from_regex(r"[0-9年月日./,+-]{1,12}"))
def test_values_that_pass_stay_as_they_are(kind: FieldKind, typed: str) -> None:
    once = canonical(field(kind), typed)
    warn_field(field(kind), typed, TODAY)
    if check_field(field(kind), typed, TODAY) is None:
        assert canonical(field(kind), once) == once


@pytest.mark.parametrize(
    ("kind", "value", "key"),
    [
        ("number", "-1", "form.number"),
        ("number", "1e3", "form.number"),
        ("month", "2026-13", "form.month"),
        ("date", "1899-12-31", "form.date"),
        ("phone", "12345", "form.phone"),
        ("credit_code", "9133020OMA0AAAA01W", "form.credit_code"),
        ("resident_id", "330203190001010014", "form.id"),
        ("yes_no", "也许", "form.yes_no"),
        ("long_text", "字" * 2001, "form.too_long"),
    ],
)
def test_refused(kind: FieldKind, value: str, key: str) -> None:
    assert problem(kind, value) == key


def test_what_is_not_required_may_be_empty() -> None:
    for kind in KINDS:
        assert problem(kind, "", required=False) == ""
        assert problem(kind, "") == "form.required"


@pytest.mark.parametrize(
    ("kind", "value", "key"),
    [
        ("bank_account", "4111111111111112", "form.bank_account_warn"),
        ("credit_code", "91350211M0000XUF46", "form.credit_code_warn"),
    ],
)
def test_a_warning_does_not_stop_anybody(kind: FieldKind, value: str, key: str) -> None:
    assert problem(kind, value) == ""
    warning = warn_field(field(kind), value, TODAY)
    assert warning is not None
    assert warning.key == key


def test_nothing_to_warn_of() -> None:
    assert warn_field(field("bank_account"), "4111111111111111", TODAY) is None
    assert warn_field(field("bank_account"), "", TODAY) is None
    assert warn_field(field("bank_account"), "1", TODAY) is None
