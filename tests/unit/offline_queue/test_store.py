import contextlib
import sqlite3
import threading

import pytest

from domain.failures import Failure, FailureCode
from offline_queue import database_line, schema
from offline_queue.store import Store


def refusal(path):
    with pytest.raises(Failure) as refused:
        Store.open(path)
    return refused.value.code


def test_a_new_database_is_safe_and_private(tmp_path):
    path = tmp_path / "queue" / "queue.db"
    with contextlib.closing(Store.open(path)) as store, store.reading() as transaction:
        assert transaction.row("PRAGMA journal_mode") == {"journal_mode": "wal"}
        assert transaction.row("PRAGMA synchronous") == {"synchronous": 2}
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_settings_that_do_not_hold_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(database_line, "SETTINGS", {"synchronous": 7})
    assert refusal(tmp_path / "queue.db") is FailureCode.STORE_UNSAFE_SETTINGS


def test_a_database_of_a_newer_program_is_left_alone(tmp_path):
    path = tmp_path / "queue.db"
    with contextlib.closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    assert refusal(path) is FailureCode.STORE_TOO_NEW


def test_a_foreign_file_is_damage(tmp_path):
    path = tmp_path / "queue.db"
    path.write_bytes(b"this is not a database, and long enough to have a header of its own" * 20)
    assert refusal(path) is FailureCode.STORE_DAMAGED


def test_a_torn_database_is_found_by_check(tmp_path):
    path = tmp_path / "queue.db"
    with contextlib.closing(Store.open(path)) as store, store.transaction() as transaction:
        transaction.change_many(
            "INSERT INTO counter (name, value) VALUES (?, ?)", [(f"n{n}" * 20, n) for n in range(2000)]
        )
    with path.open("r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xa5" * 4096 * 4)
    with contextlib.closing(Store.open(path)) as store:
        with pytest.raises(Failure) as refused:
            store.check()
        assert refused.value.code is FailureCode.STORE_DAMAGED


def test_a_failed_transaction_leaves_nothing(store):
    with contextlib.suppress(ZeroDivisionError), store.transaction() as transaction:
        transaction.change("INSERT INTO counter (name, value) VALUES ('x', 1)")
        raise ZeroDivisionError
    with store.reading() as transaction:
        assert transaction.row("SELECT value FROM counter WHERE name = 'x'") is None


def test_after_a_fault_the_file_is_reopened_and_checked(store):
    with store.reading() as transaction:
        transaction.rows("SELECT * FROM counter")
    with pytest.raises(Failure), store.transaction() as transaction:
        transaction.change("INSERT INTO nowhere VALUES (1)")
    assert store._writer._connection is None
    assert store._reader._connection is None
    with store.transaction() as transaction:
        transaction.change("INSERT INTO counter (name, value) VALUES ('x', 1)")
    assert not store._writer._suspect


def test_who_reads_does_not_wait_for_who_writes_and_sees_only_what_is_committed(store):
    with store.transaction() as writing:
        writing.change("INSERT INTO counter (name, value) VALUES ('x', 1)")
        with store.reading() as transaction:
            assert transaction.row("SELECT value FROM counter WHERE name = 'x'") is None
    with store.reading() as transaction:
        assert transaction.row("SELECT value FROM counter WHERE name = 'x'") == {"value": 1}


def test_a_commit_of_another_process_is_noticed(station, store):
    before = store.change_number()
    with store.transaction() as transaction:
        transaction.change("INSERT INTO counter (name, value) VALUES ('own', 1)")
    assert store.change_number() == before
    with contextlib.closing(Store.open(station.database)) as other, other.transaction() as transaction:
        transaction.change("INSERT INTO counter (name, value) VALUES ('other', 1)")
    assert store.change_number() != before


def test_many_may_make_the_database_at_once(tmp_path):
    stores, faults = [], []

    def make():
        try:
            stores.append(Store.open(tmp_path / "queue.db"))
        except Failure as failure:
            faults.append(failure)

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in stores:
        store.close()
    assert (len(stores), faults) == (6, [])


def test_who_turns_a_new_file_to_a_log_meanwhile_is_waited_for(tmp_path):
    """SQLite answers busy at once, whatever time it was given."""
    path = tmp_path / "queue.db"
    sqlite3.connect(path).execute("CREATE TABLE other (number INTEGER)").connection.close()
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    told = threading.Timer(0.2, lambda: other.execute("COMMIT"))
    told.start()
    Store.open(path).close()
    told.join()
    other.close()
