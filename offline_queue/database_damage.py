"""Is a database damaged, or did the disk not give it this time? SQLite says ``SQLITE_CORRUPT`` of both: of a read that
ended with ``EIO`` too (``SQLITE_IOERR_CORRUPTFS``, which its interpreter renames). Whoever believes it moves a whole
database aside."""

import contextlib
import errno
import sqlite3
from pathlib import Path

_BLOCK = 1 << 20
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def check(connection: sqlite3.Connection) -> None:
    """Read the whole file. Raises ``sqlite3.DatabaseError``."""
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError("quick_check found damage")


def tells_of_damage(error: sqlite3.Error) -> bool:
    """``check`` gives its error no code."""
    code = getattr(error, "sqlite_errorcode", None)
    return type(error) is sqlite3.DatabaseError if code is None else code & 0xFF in _DAMAGE


def trouble_of_the_disk(path: Path) -> str:
    """A second look, at every byte: the name of what the disk says, or that the database is whole now. Empty where it
    is damaged indeed."""
    try:
        for file in (path, path.with_name(f"{path.name}-wal")):
            _read(file)
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
            check(connection)
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "OSError")
    except sqlite3.Error as error:
        return "" if tells_of_damage(error) else getattr(error, "sqlite_errorname", type(error).__name__)
    return "whole at a second look"


def _read(file: Path) -> None:
    """Raises ``OSError``."""
    with contextlib.suppress(FileNotFoundError), file.open("rb", buffering=0) as whole:
        while whole.read(_BLOCK):
            pass
