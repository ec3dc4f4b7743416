"""The platform's list of keys at a station: newer ones only, and only from whom it believes."""

import uuid

import pytest
from queue_kit import hand_in, make_keys, manifest_in, saved_draft, unfinished

from domain.contract.keys import KeyList, SignedKeys
from domain.failures import Failure, FailureCode
from offline_queue.current_keys import CurrentKeys
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


def test_an_outbox_that_is_open_seals_to_the_newer_list_at_once(station, keys, listed, outbox, store):
    """Pages, drafts and hand-ins: a window runs for days."""
    before = hand_in(outbox)
    assert refresh_keys(Told(keys.sign(listed(3))), station)
    case_id = str(uuid.uuid4())
    outbox.drafts.save(unfinished(case_id))
    after = hand_in(outbox)
    assert saved_draft(store, keys, case_id)[0].key_ids == ("of 3",)
    assert [manifest_in(store, one).key_ids for one in (before, after)] == [("age-1",), ("of 3",)]


def test_a_list_that_cannot_be_read_changes_nothing(station):
    held = CurrentKeys(station)
    before = held.sealer().key_ids
    station.enrolment_file.write_bytes(b"{")
    assert held.sealer().key_ids == before
    station.enrolment_file.unlink()
    assert held.sealer().key_ids == before
