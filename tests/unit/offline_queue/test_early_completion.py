"""Completion asked for while the last answers to uploads travel: what of it counts, and when it is asked again."""

import pytest
from queue_kit import hand_in, manifest_in
from test_delivery_rules import LOST, ScriptedTransport, complete, problem, status

from offline_queue.delivery import Confirmed, Declined, Delivery, Postponed
from offline_queue.outcome import Answer, Later, reply_invalid
from offline_queue.uploads import Whole


@pytest.fixture
def manifest(outbox, store):
    return manifest_in(store, hand_in(outbox, pages=2))


def deliver(manifest, keys, answers, *, result=None, times=1):
    """And what was said of it while the last bytes travelled, and how often completion was asked for."""
    transport = ScriptedTransport(PUT=[status(manifest)], POST=answers)
    delivery = Delivery(manifest, transport, (keys.verification,))
    said = []

    def send_all(uploads, settled):
        said.extend(settled() for _ in range(times))
        return [result or Whole() for _ in uploads]

    verdict = delivery.run(send_all)
    return verdict, said, sum(request.method == "POST" for request in transport.asked), delivery


def test_one_question_is_enough(manifest, keys):
    verdict, said, asked, _ = deliver(manifest, keys, [complete(manifest, keys)])
    assert isinstance(verdict, Confirmed)
    assert (said, asked) == ([True], 1)


@pytest.mark.parametrize("first", [problem(409, "SUBMISSION_INCOMPLETE"), LOST])
def test_not_yet_or_no_answer_is_asked_again_after_the_last_upload(manifest, keys, first):
    verdict, said, asked, _ = deliver(manifest, keys, [first, complete(manifest, keys)])
    assert isinstance(verdict, Confirmed)
    assert (said, asked) == ([False], 2)


@pytest.mark.parametrize(("first", "is_unknown"), [(problem(409, "SUBMISSION_INCOMPLETE"), False), (LOST, True)])
def test_only_a_lost_answer_leaves_a_hand_in_unknown_when_its_uploads_fail(manifest, keys, first, is_unknown):
    stuck = Later(reply_invalid("upload stands still"))
    verdict, said, asked, delivery = deliver(manifest, keys, [first], result=stuck)
    assert isinstance(verdict, Postponed)
    assert (said, asked, delivery.completion_asked) == ([False], 1, is_unknown)


def test_a_platform_that_wants_to_be_left_alone_is_not_asked_twice(manifest, keys):
    busy = Answer(503, {"retry-after": "40", "content-type": "text/plain"}, b"")
    verdict, said, asked, _ = deliver(manifest, keys, [busy])
    assert isinstance(verdict, Postponed)
    assert verdict.at_least == 40.0
    assert (said, asked) == ([False], 1)


def test_what_was_said_is_not_asked_again_when_the_last_bytes_had_to_go_again(manifest, keys):
    busy = Answer(503, {"content-type": "text/plain"}, b"")
    verdict, said, asked, _ = deliver(manifest, keys, [busy, complete(manifest, keys)], times=2)
    assert isinstance(verdict, Postponed)
    assert (said, asked) == ([False, False], 1)
    later = [problem(409, "SUBMISSION_INCOMPLETE"), complete(manifest, keys)]
    verdict, said, asked, _ = deliver(manifest, keys, later, times=2)
    assert isinstance(verdict, Confirmed)
    assert (said, asked) == ([False, True], 2)


def test_a_refusal_heard_early_goes_to_a_person(manifest, keys):
    verdict, said, asked, _ = deliver(manifest, keys, [problem(422, "SUBMISSION_UNREADABLE")])
    assert isinstance(verdict, Declined)
    assert (said, asked) == ([False], 1)


def test_an_early_success_without_a_valid_signature_is_not_a_success(manifest, keys):
    verdict, _, _, _ = deliver(manifest, keys, [status(manifest, "not.a.signature", "complete")])
    assert isinstance(verdict, Postponed)
