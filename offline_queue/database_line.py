"""One connection to the database file of a station: opened safely or not at all, given up after any fault.

WAL with ``synchronous=FULL``: a commit that returned survives a power cut (measured: WAL+NORMAL and
DELETE+FULL lose acknowledged rows).
"""

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from domain.failures import Failure, FailureCode
from offline_queue.database_damage import check, tells_of_damage, trouble_of_the_disk
from offline_queue.database_log import close_without_checkpoint, keep_log
from offline_queue.durable_files import hand_over, sync_folder
from offline_queue.schema import migrate
from offline_queue.storage_faults import disk_full, file_fault, write_failed

_BUSY_SECONDS = 15.0
_AGAIN_SECONDS = 0.005
SETTINGS = {"synchronous": 2, "temp_store": 2, "secure_delete": 1, "foreign_keys": 1}
_STATEMENT = frozenset(
    {
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_TOOBIG,
        sqlite3.SQLITE_RANGE,
    }
)


class DatabaseLine:
    """For one thread at a time; opened when it is first needed."""

    def __init__(self, path: Path, *, in_doubt: bool, on_fault: Callable[[], None] = lambda: None) -> None:
        """``in_doubt``: its first connection writes the log again, and waits for who writes. ``on_fault``: what else
        has to be given up, for it shares the file."""
        self._path = path
        self._in_doubt = in_doubt
        self._on_fault = on_fault
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._suspect = False

    @contextlib.contextmanager
    def guarded(self) -> Iterator[None]:
        """Alone on this line. A fault of the database closes the connection and is raised as ``Failure(STORE_*)``;
        the next that needs a connection opens the file anew and checks it."""
        with self._lock:
            try:
                yield
            except sqlite3.Error as error:
                self._suspect = self._in_doubt = True
                # Before this one: the last connection copies the log into the database.
                self._on_fault()
                self._give_up()
                raise self._failure(error) from error

    def _failure(self, error: sqlite3.Error) -> Failure:
        trouble = trouble_of_the_disk(self._path) if tells_of_damage(error) else ""
        return write_failed(trouble) if trouble else translated(error)

    def connection(self) -> sqlite3.Connection:
        """Only inside :meth:`guarded`."""
        if self._connection is None:
            self._connection = _connect(self._path, in_doubt=self._in_doubt)
            self._in_doubt = False
            if self._suspect:
                check(self._connection)
                self._suspect = False
        return self._connection

    def close(self) -> None:
        with self._lock:
            self._disconnect()

    def doubt(self) -> None:
        """Another line has met a fault."""
        with self._lock:
            self._disconnect()
            self._in_doubt = True

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _give_up(self) -> None:
        """A commit that failed is in no reader's view now, and never in the database if the log can be written again.
        Otherwise the next connection begins with that."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        with contextlib.suppress(sqlite3.Error):
            try:
                connection.execute("PRAGMA busy_timeout = 0")
                keep_log(connection, self._path)
                connection.close()
            except (sqlite3.Error, OSError):
                close_without_checkpoint(connection)


def only_a_statement(error: sqlite3.Error) -> bool:
    """What was asked was wrong; the file, the disk and the transaction are as they were."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _STATEMENT


def translated(error: sqlite3.Error) -> Failure:
    """Details name the result code only: messages may quote values."""
    code = getattr(error, "sqlite_errorcode", None)
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    primary = None if code is None else code & 0xFF
    # SHMSIZE: the first that opens the file after all others finds no room for its index of the log.
    if primary == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE:
        return disk_full(name)
    if tells_of_damage(error):
        return Failure(FailureCode.STORE_DAMAGED, name)
    return write_failed(name)


def _connect(path: Path, *, in_doubt: bool) -> sqlite3.Connection:
    try:
        path.touch(mode=0o600)
        hand_over(path, path.parent)
    except OSError as error:
        raise file_fault(error) from error
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        mode = _begin_log(connection)
        for name, value in SETTINGS.items():
            connection.execute(f"PRAGMA {name} = {value}")
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS}
        if mode != "wal" or found != SETTINGS:
            raise Failure(FailureCode.STORE_UNSAFE_SETTINGS, f"journal {mode}, {found}")
        if in_doubt:
            _establish_log(connection, path)
        migrate(connection)
    except BaseException:
        close_without_checkpoint(connection)
        raise
    return connection


def _begin_log(connection: sqlite3.Connection) -> str:
    """Asks again where several open a new file at once: SQLite does not wait for who turns the same file to a log
    meanwhile, whatever time it was given (seen in 1 of 60 openings by six at once). Answers the mode. Raises
    ``sqlite3.Error``."""
    end, turn = time.monotonic() + _BUSY_SECONDS, threading.Event()
    while True:
        try:
            return str(connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            turn.wait(_AGAIN_SECONDS)


def _establish_log(connection: sqlite3.Connection, path: Path) -> None:
    """Before anything is built on it. SQLite does not look at what the sync of a new log's name says (``unixSync``): a
    power cut could take the log and all it promised. From here on the log is there; it goes with the last connection
    only. Raises ``Failure``, ``sqlite3.Error``."""
    try:
        keep_log(connection, path)
        sync_folder(path.parent)
    except OSError as error:
        raise file_fault(error) from error
