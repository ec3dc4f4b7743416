"""The log of a database after a sync that failed, or that somebody saw fail who is gone: the kernel will not bring it
to the disk any more, and SQLite goes on behind it. A power cut would take every later commit too, or half of what a
checkpoint copied from there.
"""

import sqlite3
from pathlib import Path

from offline_queue.durable_files import write_again


def keep_log(connection: sqlite3.Connection, path: Path) -> None:
    """The whole log of ``path`` is durable on return; nobody else writes meanwhile. A file of a log may be opened and
    closed here: SQLite has no locks on it. Raises ``OSError``, ``sqlite3.Error``."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        write_again(path.with_name(f"{path.name}-wal"))
    finally:
        connection.rollback()


def close_without_checkpoint(connection: sqlite3.Connection) -> None:
    """SQLite would copy the log into the database when the last connection ends. An interrupt ends that before its
    first page (``walCheckpoint``); only the next statement would take it back."""
    connection.interrupt()
    connection.close()
