"""The small things everything stands on: ids, texts, failures."""

import base64
import uuid
from datetime import UTC, datetime

from domain.clock import CHINA, SystemClock, SystemIds
from domain.failures import Failure, FailureCode, text_key
from domain.text import Text, text


class StoppedClock:
    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return 0.0


def test_ids_are_uuids_of_version_7_in_the_order_of_time() -> None:
    one, two = (
        uuid.UUID(SystemIds(StoppedClock(datetime(2026, 11, 20, 9, minute, tzinfo=UTC))).new_id()) for minute in (1, 2)
    )
    assert (one.version, one.variant) == (7, uuid.RFC_4122)
    assert one < two
    assert one.int >> 80 == int(datetime(2026, 11, 20, 9, 1, tzinfo=UTC).timestamp() * 1000)


def test_ids_and_tokens_are_all_different() -> None:
    ids = SystemIds(SystemClock())
    assert len({ids.new_id() for _ in range(1000)}) == 1000
    tokens = {ids.new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(base64.b32decode(token + "======")) for token in tokens} == {16}


def test_the_clock_is_aware_and_china_is_eight_hours_ahead() -> None:
    assert SystemClock().now().tzinfo is UTC
    assert datetime(2026, 11, 20, 16, 0, tzinfo=UTC).astimezone(CHINA).day == 21
    assert SystemClock().monotonic() <= SystemClock().monotonic()


def test_texts_are_equal_by_value_and_may_be_keys() -> None:
    assert text("form.required", field="x") == Text("form.required", {"field": "x"})
    assert len({text("a", n=1), text("a", n=1), text("a", n=2)}) == 2


def test_a_failure_speaks_to_support_and_names_its_sentence() -> None:
    code = FailureCode("Q104")
    assert str(Failure(code, "at the window")) == "Q104 CODE_NOT_OURS: at the window"
    assert str(Failure(code)) == "Q104 CODE_NOT_OURS"
    assert text_key(code) == "failure.code_not_ours"


def test_codes_are_unique_and_of_one_form() -> None:
    assert len({code.value for code in FailureCode}) == len(FailureCode.__members__)
    assert all(len(code) == 4 and code[0].isupper() and code[1:].isdigit() for code in FailureCode)
