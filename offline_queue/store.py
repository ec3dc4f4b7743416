"""The database of a station: one line for what writes, one for what reads, one sync for all who write meanwhile.

Several processes may open the file; inside a process all threads share the two lines.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from offline_queue.database_damage import check
from offline_queue.database_line import SETTINGS, DatabaseLine, only_a_statement, translated
from offline_queue.durable_files import establish_folder
from offline_queue.group_commit import GroupCommit, Job

Row: TypeAlias = dict[str, Any]
"""By column name."""
Value: TypeAlias = str | int | float | bytes
T = TypeVar("T")
_CHECKPOINT_PAGES = 1000
"""SQLite's own figure."""
_MOST_UNWAITED = 64
"""Commits in a row that do not wait for the disk: the log is copied into the database only by one that does."""


class Transaction:
    """Statements inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, statement: str, *values: Value) -> list[Row]:
        return list(self.each(statement, *values))

    def each(self, statement: str, *values: Value) -> Iterator[Row]:
        """The same one by one, for many of which little is kept."""
        cursor = self._connection.execute(statement, values)
        names = [column[0] for column in cursor.description or ()]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    def row(self, statement: str, *values: Value) -> Row | None:
        return next(iter(self.rows(statement, *values)), None)

    def change(self, statement: str, *values: Value) -> int:
        """How many rows were changed."""
        return self._connection.execute(statement, values).rowcount

    def change_many(self, statement: str, rows: Sequence[Sequence[Value]]) -> None:
        self._connection.executemany(statement, rows)


class Store:
    """Everything raises ``Failure`` with STORE_*; after one, nothing of that transaction may be told as
    saved, and the next transaction first reopens the file and checks it."""

    def __init__(self, path: Path) -> None:
        self._reader = DatabaseLine(path, in_doubt=False)
        self._writer = DatabaseLine(path, in_doubt=True, on_fault=self._reader.doubt)
        self._group = GroupCommit(self._commit)
        self._unwaited = 0

    @classmethod
    def open(cls, path: Path) -> "Store":
        """Makes or upgrades the file. Raises STORE_UNSAFE_SETTINGS, STORE_TOO_NEW, STORE_DAMAGED …"""
        store = cls(path)
        establish_folder(path.parent)
        with store._writer.guarded():
            store._writer.connection()
        return store

    @contextlib.contextmanager
    def transaction(self, *, durable: bool = True) -> Iterator[Transaction]:
        """``BEGIN IMMEDIATE`` … commit. Durable when the block was left without an exception.

        ``durable=False``: whole or not at all, but a power cut may undo it, until the next durable one
        makes it last as well (WAL: one file, one order). For what the platform can tell again.
        """
        with self._writer.guarded(), self._committing(durable=durable) as transaction:
            yield transaction

    def together(self, work: Callable[[Transaction], T]) -> T:
        """``work`` in a transaction that is shared by all threads that ask meanwhile: one sync for all of them.

        Durable on return. What ``work`` raises, or the database at a statement of its own, is raised to its caller
        alone and only its changes are undone; a commit that fails fails for all.
        """
        answers: list[T] = []
        self._group.run(lambda transaction: answers.append(work(transaction)))
        return answers[0]

    def _commit(self, jobs: Iterator[Job[Transaction]]) -> None:
        with self.transaction() as transaction:
            for job in jobs:
                _run(job, transaction)

    @contextlib.contextmanager
    def _committing(self, *, durable: bool) -> Iterator[Transaction]:
        connection = self._writer.connection()
        durable = durable or self._unwaited >= _MOST_UNWAITED
        self._unwaited = 0 if durable else self._unwaited + 1
        if not durable:
            connection.execute("PRAGMA synchronous = 1")
            # SQLite's checkpoint tells nobody that a sync of the log failed, which this commit has not waited for.
            connection.execute("PRAGMA wal_autocheckpoint = 0")
        try:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(connection)
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise
        finally:
            if not durable:
                connection.execute(f"PRAGMA synchronous = {SETTINGS['synchronous']}")
                connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")

    @contextlib.contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One consistent view; never waits for a writer."""
        with self._reader.guarded():
            connection = self._reader.connection()
            connection.execute("BEGIN")
            try:
                yield Transaction(connection)
            finally:
                connection.rollback()

    def change_number(self) -> int:
        """Differs from the last answer when *another* process has committed since."""
        with self._writer.guarded():
            return int(self._writer.connection().execute("PRAGMA data_version").fetchone()[0])

    def check(self) -> None:
        """Read the whole file. Raises STORE_DAMAGED."""
        with self._reader.guarded():
            check(self._reader.connection())

    def close(self) -> None:
        self._reader.close()
        self._writer.close()


def _run(job: Job[Transaction], transaction: Transaction) -> None:
    """Its changes are undone when it fails by itself; a database that fails ends the whole transaction."""
    transaction.change("SAVEPOINT job")
    try:
        job.work(transaction)
    except BaseException as error:
        if isinstance(error, sqlite3.Error) and not only_a_statement(error):
            raise
        transaction.change("ROLLBACK TO job")
        job.error = translated(error) if isinstance(error, sqlite3.Error) else error
    transaction.change("RELEASE job")
