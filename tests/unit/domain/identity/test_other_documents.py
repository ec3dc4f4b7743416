from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identity import other_documents as documents
from domain.identity.verdict import Ok, Reject, Verdict, Warn

TODAY = date(2026, 11, 20)


def hmt(number: str) -> Verdict:
    return documents.check_hmt_permit(number, TODAY)


def foreigner_2023(number: str) -> Verdict:
    return documents.check_foreigner_2023(number, TODAY)


RIGHT: list[tuple[Callable[[str], Verdict], str]] = [
    (hmt, "810000199408230021"),
    (hmt, "830000199201300022"),
    (foreigner_2023, "932682198501010017"),
    (documents.check_foreigner_2017, "KAZ110090123105"),
    (documents.check_foreigner_2017, "kaz 110000022905"),
    (documents.check_home_return_permit, "H12345678"),
    (documents.check_home_return_permit, "m1234567801"),
    (documents.check_taiwan_pass, "12345678"),
    (documents.check_exit_pass, "C12345678"),
    (documents.check_exit_pass, "CA1234567"),
    (documents.check_passport, "EA1234567"),
    (documents.check_passport, "g12345678"),
    (documents.check_mobile, "13700000000"),
    (documents.check_mobile, "+86 170-0000-0000"),
    (documents.check_landline, "0574-12345678"),
    (documents.check_postcode, "315000"),
    (documents.check_postcode, "315899"),
    (documents.check_bank_account, "4111111111111111"),
]

WRONG: list[tuple[Callable[[str], Verdict], str]] = [
    (hmt, "810000199408230022"),
    (hmt, "330203190001010013"),
    (foreigner_2023, "932682198501010018"),
    (documents.check_foreigner_2017, "KAZ110090133105"),
    (documents.check_foreigner_2017, "KAZ110090023005"),
    (documents.check_foreigner_2017, "KAZ11009012310"),
    (documents.check_home_return_permit, "K12345678"),
    (documents.check_taiwan_pass, "1234567"),
    (documents.check_exit_pass, "D12345678"),
    (documents.check_passport, "E123"),
    (documents.check_mobile, "12700000000"),
    (documents.check_mobile, "1370000000"),
    (documents.check_landline, "0571-12345678"),
    (documents.check_postcode, "315900"),
    (documents.check_bank_account, "411111111111111"),
    (documents.check_bank_account, "41111111111111112222"),
]


@pytest.mark.parametrize(("check", "number"), RIGHT)
def test_right(check: Callable[[str], Verdict], number: str) -> None:
    assert check(number) == Ok()


@pytest.mark.parametrize(("check", "number"), WRONG)
def test_wrong(check: Callable[[str], Verdict], number: str) -> None:
    assert isinstance(check(number), Reject)


def test_an_account_that_fails_luhn_only_warns() -> None:
    assert isinstance(documents.check_bank_account("4111111111111112"), Warn)


@given(st.text())
def test_no_text_breaks_a_check(typed: str) -> None:
    for check in {check for check, _ in RIGHT}:
        check(typed)
