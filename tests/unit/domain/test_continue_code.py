"""The continue code: short enough to copy, with a check that tells a slip of the hand at once."""

import pytest

from domain.case.continue_code import ALPHABET, LENGTH, code_of, read_code, shown
from domain.failures import Failure, FailureCode

TOKENS = ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "77777777722222222233333333", "QZYXWVUTS234567ABCDEFGHIJK")


@pytest.mark.parametrize("token", TOKENS)
def test_what_is_shown_is_read_back_however_it_is_typed(token: str) -> None:
    code = code_of(token)
    plain = read_code(code)
    assert len(plain) == LENGTH
    assert not set("ILOU") & set(plain)
    assert shown(plain) == code
    assert read_code(f" {code.lower().replace('-', ' ')} ") == plain
    assert read_code(plain.replace("0", "O").replace("1", "l")) == plain


@pytest.mark.parametrize("token", TOKENS)
def test_any_one_wrong_character_is_told(token: str) -> None:
    plain = read_code(code_of(token))
    for at in range(LENGTH):
        for other in set(ALPHABET) - {plain[at]}:
            with pytest.raises(Failure) as refused:
                read_code(plain[:at] + other + plain[at + 1 :])
            assert refused.value.code is FailureCode.CONTINUE_CODE_INVALID


def test_every_random_bit_of_the_token_counts() -> None:
    """45 bits: two tokens that differ in one of the first nine characters give different codes."""
    first = TOKENS[0]
    assert len({code_of(first[:at] + "7" + first[at + 1 :]) for at in range(9)} | {code_of(first)}) == 10


@pytest.mark.parametrize("typed", ["", "ABCDE", "ABCDE-FGHJKM", "ABCDE-FGH?K", "续办码续办码续办码续"])
def test_anything_else_is_no_code(typed: str) -> None:
    with pytest.raises(Failure):
        read_code(typed)
