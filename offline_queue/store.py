"""The database file of a station: opened safely or not at all.

WAL with ``synchronous=FULL``: a commit that returned survives a power cut (measured: WAL+NORMAL and
DELETE+FULL lose acknowledged rows). Several processes may open it; inside a process one connection
serves all threads, one transaction at a time.
"""

import contextlib
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from domain.failures import Failure, FailureCode
from offline_queue.durable_files import make_folder
from offline_queue.schema import migrate
from offline_queue.storage_faults import disk_full, file_fault, write_failed

_BUSY_SECONDS = 15.0
_SETTINGS = {"synchronous": 2, "temp_store": 2, "secure_delete": 1, "foreign_keys": 1}
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

Row: TypeAlias = dict[str, Any]
"""By column name."""
Value: TypeAlias = str | int | float | bytes
T = TypeVar("T")


class Transaction:
    """Statements inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, statement: str, *values: Value) -> list[Row]:
        cursor = self._connection.execute(statement, values)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def row(self, statement: str, *values: Value) -> Row | None:
        return next(iter(self.rows(statement, *values)), None)

    def change(self, statement: str, *values: Value) -> int:
        """How many rows were changed."""
        return self._connection.execute(statement, values).rowcount

    def change_many(self, statement: str, rows: Sequence[Sequence[Value]]) -> None:
        self._connection.executemany(statement, rows)


class _Job:
    """One caller's share of a transaction made together with others."""

    def __init__(self, work: Callable[[Transaction], None]) -> None:
        self.work = work
        self.ended = False
        self.error: BaseException | None = None


class Store:
    """Everything raises ``Failure`` with STORE_*; after one, nothing of that transaction may be told as
    saved, and the next transaction first reopens the file and checks it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._suspect = False
        self._jobs: deque[_Job] = deque()

    @classmethod
    def open(cls, path: Path) -> "Store":
        """Makes or upgrades the file. Raises STORE_UNSAFE_SETTINGS, STORE_TOO_NEW, STORE_DAMAGED …"""
        store = cls(path)
        make_folder(path.parent)
        with store._guarded():
            store._connected()
        return store

    @contextlib.contextmanager
    def transaction(self, *, durable: bool = True) -> Iterator[Transaction]:
        """``BEGIN IMMEDIATE`` … commit. Durable when the block was left without an exception.

        ``durable=False``: whole or not at all, but a power cut may undo it, until the next durable one
        makes it last as well (WAL: one file, one order). For what the platform can tell again.
        """
        with self._guarded(), self._committing(durable=durable) as transaction:
            yield transaction

    def together(self, work: Callable[[Transaction], T]) -> T:
        """``work`` in a transaction that is shared by all threads that ask meanwhile: one sync for all of them.

        Durable on return. What ``work`` raises is raised to its caller alone; a commit that fails fails for all.
        """
        answers: list[T] = []
        job = _Job(lambda transaction: answers.append(work(transaction)))
        self._jobs.append(job)
        with self._guarded():
            if not job.ended:
                self._run_jobs()
        if job.error is not None:
            raise job.error
        return answers[0]

    def _run_jobs(self) -> None:
        """Of everybody who waits; the lock is held."""
        jobs: list[_Job] = []
        try:
            with self._committing(durable=True) as transaction:
                while self._jobs:
                    jobs.append(self._jobs.popleft())
                    _run(jobs[-1], transaction)
        except BaseException as error:
            for job in jobs:
                job.error = _translated(error) if isinstance(error, sqlite3.Error) else error
            raise
        finally:
            for job in jobs:
                job.ended = True

    @contextlib.contextmanager
    def _committing(self, *, durable: bool) -> Iterator[Transaction]:
        connection = self._connected()
        if not durable:
            connection.execute("PRAGMA synchronous = 1")
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
                connection.execute(f"PRAGMA synchronous = {_SETTINGS['synchronous']}")

    @contextlib.contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One consistent view; never waits for a writer."""
        with self._guarded():
            connection = self._connected()
            connection.execute("BEGIN")
            try:
                yield Transaction(connection)
            finally:
                connection.rollback()

    def change_number(self) -> int:
        """Differs from the last answer when *another* connection has committed since."""
        with self._guarded():
            return int(self._connected().execute("PRAGMA data_version").fetchone()[0])

    def check(self) -> None:
        """Read the whole file. Raises STORE_DAMAGED."""
        with self._guarded():
            _check(self._connected())

    def close(self) -> None:
        with self._lock:
            self._disconnect()

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except sqlite3.Error as error:
                self._suspect = True
                with contextlib.suppress(sqlite3.Error):
                    self._disconnect()
                raise _translated(error) from error

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = _connect(self._path)
            if self._suspect:
                _check(self._connection)
                self._suspect = False
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _run(job: _Job, transaction: Transaction) -> None:
    """Its changes are undone when it fails by itself; a database that fails ends the whole transaction."""
    transaction.change("SAVEPOINT job")
    try:
        job.work(transaction)
    except sqlite3.Error:
        raise
    except BaseException as error:  # noqa: BLE001 - raised again to the caller whose work it is
        transaction.change("ROLLBACK TO job")
        job.error = error
    transaction.change("RELEASE job")


def _connect(path: Path) -> sqlite3.Connection:
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise file_fault(error) from error
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        for name, value in _SETTINGS.items():
            connection.execute(f"PRAGMA {name} = {value}")
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _SETTINGS}
        if mode != "wal" or found != _SETTINGS:
            raise Failure(FailureCode.STORE_UNSAFE_SETTINGS, f"journal {mode}, {found}")
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError("quick_check found damage")


def _translated(error: sqlite3.Error) -> Failure:
    """Details name the result code only: messages may quote values."""
    code = getattr(error, "sqlite_errorcode", None)
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    primary = None if code is None else code & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        return disk_full(name)
    if primary in _DAMAGE or (primary is None and type(error) is sqlite3.DatabaseError):
        return Failure(FailureCode.STORE_DAMAGED, name)
    return write_failed(name)
