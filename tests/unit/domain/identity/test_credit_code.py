import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identity.credit_code import check_credit_code
from domain.identity.verdict import Ok, Reject, Warn


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",
        "91110000101623741K",
        "91330200MA0AAAA01W",
        "92330203MA0AAAA1XW",
        "93330281MA0AAAA28Q",
        "12330200009999906Y",
        "51330200009999914Q",
        " 91350100m000100y43",
    ],
)
def test_right_codes(code: str) -> None:
    assert check_credit_code(code) == Ok()


def test_a_code_in_use_that_fails_its_check_only_warns() -> None:
    assert isinstance(check_credit_code("91350211M0000XUF46"), Warn)


@pytest.mark.parametrize("code", ["9133020OMA0AAAA01W", "", "91350100M000100Y4", "91350100M000100Y4I", "0" * 18])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert isinstance(check_credit_code(code), Reject)


@given(st.text())
def test_no_text_breaks_the_check(typed: str) -> None:
    check_credit_code(typed)
