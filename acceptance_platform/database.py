"""The one SQLite database: WAL, every commit on the disk before it returns."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, String, create_engine, event
from sqlalchemy.types import TypeDecorator

from acceptance_platform.data_folder import sync_folder, write_again
from domain.failures import Failure, FailureCode

_BUSY_SECONDS = 30
_WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
_SETTINGS = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON")


class UtcMoment(TypeDecorator[datetime]):
    """An aware moment as text that sorts by time."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        return value.astimezone(UTC).isoformat(timespec="microseconds") if value is not None else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        return datetime.fromisoformat(value) if value is not None else None


class Database:
    """Errors of SQLAlchemy never show parameters: they may be personal."""

    def __init__(self, path: Path) -> None:
        self._engine = create_engine(
            f"sqlite:///{path}", hide_parameters=True, pool_size=16, connect_args={"timeout": _BUSY_SECONDS}
        )
        event.listen(self._engine, "first_connect", partial(_keep_log, path))
        event.listen(self._engine, "connect", partial(_configure, path.parent))
        event.listen(self._engine, "begin", _begin)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction; the only writer while it lasts; durable when the block ends without an error."""
        with self._engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    def check(self) -> None:
        """Raises :class:`Failure` unless durability is what we promise."""
        with self.reading() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in _WANTED}
        if found != _WANTED:
            raise Failure(FailureCode.PLATFORM_STORE_UNSAFE, f"{found}")

    def close(self) -> None:
        self._engine.dispose()


def _keep_log(path: Path, connection: Any, _record: Any) -> None:
    """Before anybody reads what a commit may have left there whose sync failed; others who connect wait. A file of a
    log may be opened and closed here: SQLite has no locks on it."""
    connection.isolation_level = None
    for setting in _SETTINGS:
        connection.execute(setting)
    connection.execute("BEGIN IMMEDIATE")
    try:
        write_again(path.with_name(f"{path.name}-wal"))
    finally:
        connection.rollback()


def _configure(folder: Path, connection: Any, _record: Any) -> None:
    # sqlite3 would begin transactions by itself, and only before the first write.
    connection.isolation_level = None
    for setting in _SETTINGS:
        connection.execute(setting)
    # SQLite does not look at what the sync of a new log's name says: a power cut could take the log and all it holds.
    connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    sync_folder(folder)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
