"""The platform's list of keys at a station: newer ones only, and only from whom it believes."""

import pytest
from queue_kit import make_keys

from domain.contract.keys import KeyList, SignedKeys
from domain.failures import Failure, FailureCode
from offline_queue.key_mirror import refresh_keys
from offline_queue.outcome import Answer


class Told:
    """A platform that always answers the same."""

    def __init__(self, *tokens: str) -> None:
        self._body = SignedKeys(tokens=tokens).model_dump_json().encode()

    def ask(self, _request) -> Answer:
        return Answer(200, {"content-type": "application/json"}, self._body)


@pytest.fixture
def listed(station):
    """Claims of a list of that number, with one more recipient than the enrolment."""

    def claims(issue: int) -> dict[str, object]:
        held = station.enrolment()
        more = held.recipients[0].model_copy(update={"key_id": f"of {issue}"})
        keys = KeyList(issue=issue, recipients=(more,), verification_keys=held.verification_keys)
        return keys.model_dump(mode="json")

    return claims


def test_a_newer_list_is_kept_and_an_older_one_changes_nothing(station, keys, listed):
    assert refresh_keys(Told(keys.sign(listed(3))), station)
    assert station.enrolment().recipients[0].key_id == "of 3"
    assert not refresh_keys(Told(keys.sign(listed(3))), station)
    assert not refresh_keys(Told(keys.sign(listed(2))), station)
    assert (station.enrolment().recipients[0].key_id, station.enrolment().key_issue) == ("of 3", 3)


def test_a_list_signed_by_strangers_or_another_statement_of_the_platform_is_none(station, keys, listed):
    stranger, before = make_keys(), station.enrolment()
    for tokens in ((), (stranger.sign(listed(3)),), (keys.sign({"nonce": "1", "time": "now"}),)):
        with pytest.raises(Failure) as refused:
            refresh_keys(Told(*tokens), station)
        assert refused.value.code is FailureCode.PLATFORM_REPLY_INVALID
    assert station.enrolment() == before


def test_one_signature_that_is_believed_is_enough(station, keys, listed):
    assert refresh_keys(Told(make_keys().sign(listed(2)), keys.sign(listed(2))), station)
