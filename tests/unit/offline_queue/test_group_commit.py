"""Transactions that share one sync: together or not at all, and each caller hears of its own."""

import threading

import pytest

from demo.waiting import until
from domain.failures import Failure
from offline_queue.group_commit import GroupCommit, Job
from offline_queue.store import Store


@pytest.fixture
def store(tmp_path):
    store = Store.open(tmp_path / "queue" / "queue.db")
    yield store
    store.close()


def count(transaction, name):
    transaction.change("INSERT INTO counter (name, value) VALUES (?, 1)", name)
    return name


def names(store):
    with store.reading() as transaction:
        return {row["name"] for row in transaction.rows("SELECT name FROM counter")}


def in_threads(*calls):
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_every_producer_gets_its_own_answer(store):
    answers = {}

    def produce(name):
        answers[name] = store.together(lambda transaction: count(transaction, name))

    wanted = [f"n{number}" for number in range(40)]
    in_threads(*(lambda name=name: produce(name) for name in wanted))
    assert answers == {name: name for name in wanted}
    assert names(store) >= set(wanted)


def test_one_that_fails_undoes_only_itself(store):
    def wrong(transaction):
        count(transaction, "wrong")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        store.together(wrong)
    store.together(lambda transaction: count(transaction, "right"))
    assert "wrong" not in names(store)
    assert "right" in names(store)


def test_a_database_that_fails_fails_for_its_caller_and_stays_usable(store):
    with pytest.raises(Failure):
        store.together(lambda transaction: transaction.change("INSERT INTO nowhere VALUES (1)"))
    assert store.together(lambda transaction: count(transaction, "after")) == "after"


def test_a_statement_that_fails_in_a_shared_transaction_spoils_nothing_of_its_neighbours(store):
    """Three wait while the line is held, so that one transaction takes them together."""

    def twice(transaction):
        count(transaction, "wrong")
        count(transaction, "wrong")

    waiting = [Job(lambda transaction: count(transaction, "before")), Job(twice)]
    store._group._waiting.extend(waiting)
    assert store.together(lambda transaction: count(transaction, "behind")) == "behind"
    assert [job.ended for job in waiting] == [True, True]
    assert [type(job.error) for job in waiting] == [type(None), Failure]
    assert names(store) >= {"before", "behind"}
    assert "wrong" not in names(store)


def test_who_waited_behind_a_commit_that_failed_is_told_and_not_committed_later(store, monkeypatch):
    monkeypatch.setattr("offline_queue.database_line._BUSY_SECONDS", 0.0)
    waiting = Job(lambda transaction: count(transaction, "behind"))
    impatient = Store.open(store._writer._path)
    impatient._group._waiting.append(waiting)
    with store.transaction(), pytest.raises(Failure) as refused:
        impatient.together(lambda transaction: count(transaction, "first"))
    assert waiting.ended
    assert waiting.error is refused.value
    impatient.together(lambda transaction: count(transaction, "later"))
    impatient.close()
    assert "behind" not in names(store)


def test_a_call_from_inside_a_group_is_led_by_who_came_first_behind_it(store):
    """Who asks while a group is being committed forms the next one; nobody leads twice and nobody is left."""
    answers = []
    late = threading.Thread(
        target=lambda: answers.append(store.together(lambda transaction: count(transaction, "late")))
    )

    def first(transaction):
        late.start()
        return count(transaction, "first")

    assert store.together(first) == "first"
    late.join()
    assert answers == ["late"]
    assert not store._group._led


def test_who_was_told_no_because_nobody_could_begin_is_not_committed_later(store, tmp_path, monkeypatch):
    monkeypatch.setattr("offline_queue.database_line._BUSY_SECONDS", 0.0)
    impatient = Store.open(tmp_path / "queue" / "queue.db")
    with store.transaction(), pytest.raises(Failure):
        impatient.together(lambda transaction: count(transaction, "refused"))
    impatient.together(lambda transaction: count(transaction, "later"))
    impatient.close()
    assert "later" in names(store)
    assert "refused" not in names(store)


def test_a_light_transaction_leaves_the_next_one_durable(store):
    with store.transaction(durable=False) as transaction:
        count(transaction, "light")
    with store.transaction() as transaction:
        found = transaction.row("PRAGMA synchronous")
    assert found == {"synchronous": 2}
    assert "light" in names(store)


def test_those_who_come_again_together_share_every_commit():
    """The leader waits for who was in the last group: otherwise one goes alone and the others wait for two commits."""
    sizes, begun = [], threading.Event()

    def commit(jobs):
        size = sum(1 for _ in jobs)
        if not sizes:
            begun.wait(10)
        sizes.append(size)

    group = GroupCommit(commit, longest_seconds=1.0, patience=1e9)

    def produce():
        for _ in range(5):
            group.run(lambda _: None)

    threads = [threading.Thread(target=produce) for _ in range(4)]
    for thread in threads:
        thread.start()
    until("three wait", lambda: len(group._waiting) == 3, 10)
    begun.set()
    for thread in threads:
        thread.join(30)
    assert sum(sizes) == 20
    assert sizes[0] == 1
    assert sizes.count(4) >= 3


def _take_all(jobs):
    for _ in jobs:
        pass


def test_a_lonely_commit_waits_for_nobody_and_company_that_left_is_waited_for_once():
    group = GroupCommit(_take_all, longest_seconds=0.01, patience=1e9)
    group.run(lambda _: None)
    assert group._expected == 1
    group._expected, group._patience = 3, 0.01
    group.run(lambda _: None)
    assert group._expected == 1
