import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contract.submission import Problem, SubmissionStatus
from domain.failures import Failure, FailureCode
from offline_queue.holdback import Holdback
from offline_queue.outcome import (
    Answer,
    Behind,
    Done,
    Gone,
    Later,
    Refused,
    ShutOut,
    TooLarge,
    expect,
    judge,
    read_reply,
)
from offline_queue.retry_policy import LONGEST_WAIT


def problem(status: int, code: str) -> Answer:
    body = Problem(title="x", status=status, code=code).model_dump_json().encode()
    return Answer(status, {"content-type": "application/problem+json"}, body)


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (301, Later, "N107"), (302, Later, "N107"), (304, Later, "N107"), (307, Later, "N107"),
        (400, Refused, "N105"), (401, ShutOut, "N105"), (403, ShutOut, "N105"), (404, Gone, "N105"),
        (405, Refused, "N105"), (408, Later, "N104"), (409, Behind, "N105"), (410, Gone, "N105"),
        (412, Refused, "N105"), (413, TooLarge, "N105"), (415, Refused, "N105"), (422, Refused, "N105"),
        (425, Later, "N104"), (429, Later, "N104"), (460, Behind, "N105"), (500, Later, "N104"),
        (502, Later, "N104"), (503, Later, "N104"), (507, Later, "N104"), (511, Later, "N103"), (700, Later, "N104"),
    ],
)  # fmt: skip
def test_the_table_of_answers(status, kind, code):
    outcome = judge(Answer(status, {}, b""))
    assert type(outcome) is kind
    assert outcome.failure.code.value == code


@pytest.mark.parametrize("status", [200, 201, 204])
def test_a_success_is_done(status):
    assert isinstance(judge(Answer(status, {"content-type": "application/json"}, b"{}")), Done)


@pytest.mark.parametrize("status", [200, 302, 403, 404, 503])
def test_a_web_page_is_a_captive_portal_whatever_its_status(status):
    outcome = judge(Answer(status, {"content-type": "text/html; charset=utf-8"}, b"<html>log in"))
    assert isinstance(outcome, Later)
    assert outcome.failure.code is FailureCode.PLATFORM_CAPTIVE_PORTAL


def test_the_platform_names_the_code():
    outcome = judge(problem(422, "X102"))
    assert isinstance(outcome, Refused)
    assert outcome.failure.code is FailureCode.MANIFEST_CONFLICT


def test_a_code_nobody_knows_is_no_code():
    assert judge(problem(422, "Z999")).failure.code is FailureCode.PLATFORM_REPLY_INVALID


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("30", 30.0), ("", 0.0), ("-5", 0.0), ("soon", 0.0), ("999999", LONGEST_WAIT),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 120.0), ("Wed, 21 Oct 2026 07:25:00 GMT", 0.0),
        ("Thu, 22 Oct 2026 07:28:00 GMT", LONGEST_WAIT), ("Wed, 21 Oct 2026", 0.0),
    ],
)  # fmt: skip
def test_retry_after_is_believed_in_seconds_and_as_a_date_beside_the_answers_own(said, seconds):
    headers = {"retry-after": said, "date": "Wed, 21 Oct 2026 07:26:00 GMT"}
    assert judge(Answer(503, headers, b"")).at_least == seconds


@pytest.mark.parametrize("date", ["", "now", "Wed, 21 Oct 2026 07:26:00"])
def test_a_date_without_the_answers_own_time_asks_for_nothing(date):
    said = {"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT", "date": date}
    assert judge(Answer(503, said, b"")).at_least == 0.0


def test_whatever_answer_asks_for_time_holds_all(clock):
    holdback = Holdback(clock)
    holdback.note(Answer(413, {"retry-after": "40"}, b""))
    holdback.note(Answer(503, {"retry-after": "10"}, b""))
    holdback.note(Answer(301, {"retry-after": "600"}, b""))
    assert holdback.left() == 40.0
    clock.seconds += 41.0
    assert holdback.left() == 0.0


@given(st.integers(100, 999), st.binary(max_size=200), st.sampled_from(["", "text/html", "application/json"]))
def test_no_answer_is_beyond_judgement(status, body, kind):
    outcome = judge(Answer(status, {"content-type": kind}, body))
    assert isinstance(outcome, Done) == (200 <= status < 300 and kind != "text/html")


@given(st.binary(max_size=200))
def test_a_body_outside_the_contract_is_a_failure(body):
    with pytest.raises(Failure) as refused:
        read_reply(Answer(200, {}, body), SubmissionStatus)
    assert refused.value.code is FailureCode.PLATFORM_REPLY_INVALID


def test_expect_gives_the_answer_or_raises():
    answer = Answer(200, {}, b"")
    assert expect(answer) is answer
    with pytest.raises(Failure) as refused:
        expect(problem(404, "X111"))
    assert refused.value.code is FailureCode.CASE_NOT_FOUND
