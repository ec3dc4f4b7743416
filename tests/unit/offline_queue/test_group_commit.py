"""Transactions that share one sync: together or not at all, and each caller hears of its own."""

import threading

import pytest

from domain.failures import Failure
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


def test_a_light_transaction_leaves_the_next_one_durable(store):
    with store.transaction(durable=False) as transaction:
        count(transaction, "light")
    with store.transaction() as transaction:
        found = transaction.row("PRAGMA synchronous")
    assert found == {"synchronous": 2}
    assert "light" in names(store)
