"""One hand-in by the number on the citizen's paper, and all at once after one cause was put right for many."""

import json

import pytest
from queue_kit import hand_in

from domain.clock import SystemIds
from domain.failures import Failure, FailureCode
from offline_queue import entries
from offline_queue.__main__ import main
from offline_queue.delivery import Confirmed, Declined
from offline_queue.settlement import Settlement
from window_client.shell.queue_watch import QueueWatch

OFFICIAL = "330281202611200000015"


@pytest.fixture
def told(station, capsys):
    """What a command answers, and its exit code."""

    def ask(*arguments):
        code = main(["--state", str(station.root), *arguments])
        said = capsys.readouterr().out
        return code, json.loads(said) if said else None

    return ask


@pytest.fixture
def settle(store, clock):
    def end(case_id, verdict):
        with store.reading() as transaction:
            entry = entries.find_entry(transaction, case_id)
        settlement = Settlement(store, clock)
        settlement.begin(entry)
        settlement.settle(entry, verdict, asked=False, wait=0.0)

    return end


@pytest.fixture
def stuck(outbox, settle):
    """Submissions, by the code that stopped them: two after a rollout of the platform, one of another cause."""
    made = [hand_in(outbox) for _ in range(4)]
    for case_id, name in zip(made, ("SEALING_SUITE_UNKNOWN", "ITEM_UNKNOWN", "SEALING_SUITE_UNKNOWN"), strict=False):
        settle(case_id, Declined(Failure(FailureCode[name])))
    return made


def states(store):
    with store.reading() as transaction:
        return [entry.state.value for entry in entries.all_entries(transaction)]


def test_all_that_wait_for_a_person_try_again(stuck, store, told):
    assert told("retry", "--all") == (0, {"asked_again": stuck[:3]})
    assert states(store) == ["waiting"] * 4
    with store.reading() as transaction:
        assert {entry.last_failure for entry in entries.all_entries(transaction)} == {""}
    assert told("retry", "--all") == (0, {"asked_again": []})


def test_the_windows_monitor_lets_them_all_try_again(stuck, store, station, clock):
    watch = QueueWatch(station, clock, SystemIds(clock))
    assert (watch.retry_all(), watch.retry_all()) == (3, 0)
    assert states(store) == ["waiting"] * 4


def test_only_those_that_failed_so_try_again(stuck, store, told):
    assert told("retry", "--all", "k108") == (0, {"asked_again": [stuck[0], stuck[2]]})
    assert states(store) == ["waiting", "needs_attention", "waiting", "waiting"]
    assert told("retry", "--all", "K999") == (1, None)


def test_one_is_found_by_the_number_on_the_paper(stuck, store, settle, told):
    with store.reading() as transaction:
        number = entries.find_entry(transaction, stuck[1]).temporary_no
    spaced = f" {number[:7].lower()} {number[7:]}"
    assert told("show", spaced)[1][0]["submission_id"] == stuck[1]
    assert told("retry", spaced) == (0, {"submission_id": stuck[1], "state": "waiting"})
    settle(stuck[3], Confirmed(OFFICIAL, "signed"))
    assert told("show", OFFICIAL)[1][0]["submission_id"] == stuck[3]
    assert told("send-now", OFFICIAL) == (0, {"submission_id": stuck[3], "state": "confirmed"})
    assert told("retry", OFFICIAL) == (1, None)


@pytest.mark.parametrize("said", ["", " ", "L0000", "x"])
def test_nothing_is_found_by_what_names_nothing(stuck, told, said):
    assert told("send-now", said) == (1, None)
    assert told("show", said) == (1, None)


@pytest.mark.parametrize("arguments", [["retry"], ["retry", "x", "--all"]])
def test_retry_wants_one_or_all(told, arguments):
    with pytest.raises(SystemExit):
        told(*arguments)
