import contextlib
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.receipt_code import ReceiptCode, decode, encode, token_digest
from domain.clock import SystemClock, SystemIds
from domain.failures import Failure

TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWX23"
CODE = ReceiptCode("01932b3e-7b6c-7def-8000-000000000001", TOKEN)
TOKENS = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=26, max_size=26)


@given(st.uuids(), TOKENS, st.sampled_from(["", "\r", "\r\n", " "]))
def test_there_and_back(case: object, token: str, tail: str) -> None:
    code = ReceiptCode(str(case), token)
    assert decode(encode(code) + tail) == code


def test_the_ids_we_make_fit() -> None:
    ids = SystemIds(SystemClock())
    code = ReceiptCode(ids.new_id(), ids.new_token())
    assert decode(encode(code)) == code


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "OW1",
        "OW2:" + encode(CODE)[4:],
        encode(CODE).lower(),
        encode(CODE)[:-1],
        encode(CODE) + "A",
        "x" + encode(CODE),
        encode(CODE) + "\n" + encode(CODE),
        "OWE1|https://127.0.0.1|" + "a" * 64 + "|code",
        "https://example.org/",
    ],
)
def test_anything_else_is_not_ours(payload: str) -> None:
    with pytest.raises(Failure) as caught:
        decode(payload)
    assert caught.value.code.name == "CODE_NOT_OURS"
    assert TOKEN not in str(caught.value)


@given(st.text() | st.from_regex(re.compile(r"OW1:[0-9a-f-]{30,40}:[A-Z2-7]{24,28}")))
def test_what_is_read_is_what_was_written(payload: str) -> None:
    with contextlib.suppress(Failure):
        assert encode(decode(payload)) == payload.strip()


def test_a_token_is_kept_as_its_digest_and_shown_nowhere() -> None:
    assert token_digest(TOKEN) == hashlib.sha256(TOKEN.encode("ascii")).hexdigest()
    assert TOKEN not in repr(CODE)
