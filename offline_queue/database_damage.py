"""Is a database damaged, or did the disk not give it this time? SQLite says ``SQLITE_CORRUPT`` of both: of a read that
ended with ``EIO`` too (``SQLITE_IOERR_CORRUPTFS``, which its interpreter renames). Whoever believes it moves a whole
database aside."""

import sqlite3
import subprocess
from pathlib import Path

from offline_queue.database_log import close_without_checkpoint

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def check(connection: sqlite3.Connection, how: str = "quick_check") -> None:
    """Read the whole file. ``how``: ``integrity_check`` compares indexes with their tables as well. Raises
    ``sqlite3.DatabaseError``."""
    verdict = connection.execute(f"PRAGMA {how}(1)").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError("damage was found")


def tells_of_damage(error: sqlite3.Error) -> bool:
    """``check`` gives its error no code."""
    code = getattr(error, "sqlite_errorcode", None)
    return type(error) is sqlite3.DatabaseError if code is None else code & 0xFF in _DAMAGE


def trouble_of_the_disk(path: Path) -> str:
    """A second look, at every byte: that the disk does not give it, or that the database is whole now. Empty where it
    is damaged indeed."""
    if not _is_readable(path):
        return "unreadable"
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
        try:
            check(connection, "integrity_check")
        finally:
            close_without_checkpoint(connection)
    except sqlite3.Error as error:
        return "" if tells_of_damage(error) else getattr(error, "sqlite_errorname", type(error).__name__)
    return "whole at a second look"


def _is_readable(path: Path) -> bool:
    """By another process: a file that this one closes takes with it every lock SQLite holds here on the same file, and
    the next process would believe itself alone (https://www.sqlite.org/howtocorrupt.html, 2.2)."""
    files = [file for file in (path, path.with_name(f"{path.name}-wal")) if file.exists()]
    read = subprocess.run(["cat", "--", *files], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return read.returncode == 0
