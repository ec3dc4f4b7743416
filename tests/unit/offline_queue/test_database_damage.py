"""A database is called damaged when it is, after a second look that harms nothing."""

import contextlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from offline_queue.database_damage import trouble_of_the_disk
from offline_queue.store import Store

_WRITES = """
import sqlite3, sys
line = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
line.execute("BEGIN IMMEDIATE")
"""
_CLOSES_LAST = """
import sqlite3, sys
line = sqlite3.connect(sys.argv[1])
line.execute("SELECT * FROM counter").fetchall()
line.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with contextlib.closing(Store.open(tmp_path / "queue.db")) as store, store.transaction() as transaction:
        transaction.change_many("INSERT INTO counter (name, value) VALUES (?, ?)", [(f"n{n}", n) for n in range(900)])
    return tmp_path / "queue.db"


def test_a_whole_one_is_whole(path: Path) -> None:
    assert trouble_of_the_disk(path) == "whole at a second look"


def test_pages_that_are_torn_are_damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xa5" * 4096 * 4)
    assert trouble_of_the_disk(path) == ""


def test_an_index_without_its_row_is_damage(path: Path) -> None:
    """Each page by itself is well formed."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as line:
        line.execute("CREATE TABLE seen (number INTEGER PRIMARY KEY, word TEXT)")
        line.execute("CREATE INDEX by_word ON seen (word)")
        line.executemany("INSERT INTO seen (word) VALUES (?)", [("a",), ("b",)])
        line.execute("PRAGMA writable_schema = 1")
        kept = line.execute("SELECT * FROM sqlite_master WHERE name = 'by_word'").fetchone()
        line.execute("DELETE FROM sqlite_master WHERE name = 'by_word'")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as line:
        line.execute("DELETE FROM seen WHERE word = 'a'")
        line.execute("PRAGMA writable_schema = 1")
        line.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", kept)
    assert trouble_of_the_disk(path) == ""


def test_the_second_look_takes_no_lock_from_who_has_the_database_open(path: Path) -> None:
    """Without its lock the log of a station at work would be swept by the next process that closes."""
    with contextlib.closing(Store.open(path)) as store:
        with store.transaction() as transaction:
            transaction.change("INSERT INTO counter (name, value) VALUES ('late', 1)")
            assert trouble_of_the_disk(path) == "whole at a second look"
            other = subprocess.run([sys.executable, "-c", _WRITES, path], capture_output=True, text=True, check=False)
            assert "database is locked" in other.stderr
        subprocess.run([sys.executable, "-c", _CLOSES_LAST, path], check=True)
        assert path.with_name("queue.db-wal").exists()
