"""Queues and stores of others (``requirements-bench.lock``): ``python -m benchmarks.queue_peers NAME FOLDER COUNT``.

One turn of a queue puts an item of 1 KB, takes it and says it is done; one turn of a store keeps 500 KB.
"""

import importlib.util
import os
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.queue_subjects import PAGE_BYTES, Subject, main, recipient
from offline_queue.sealing import Sealer

ITEM = os.urandom(1024)


def persist_queue(root: Path) -> Callable[[int], None]:
    """WAL, ``synchronous=FULL``: its own settings."""
    import persistqueue

    peer = persistqueue.SQLiteAckQueue(str(root), auto_commit=True)

    def turn() -> None:
        peer.put(ITEM)
        peer.ack(peer.get())

    return _turns(turn)


def huey(root: Path) -> Callable[[int], None]:
    """``fsync=True``: FULL. What was taken is gone, so a crash after that loses it: one sync fewer."""
    from huey.storage import SqliteStorage

    root.mkdir()
    peer = SqliteStorage(filename=str(root / "huey.db"), fsync=True)

    def turn() -> None:
        peer.enqueue(ITEM)
        peer.dequeue()

    return _turns(turn)


def sqlcipher(root: Path) -> Callable[[int], None]:
    line = _sqlcipher(root)
    line.execute("create table item (number integer primary key, body blob, taken int default 0)")

    def turn() -> None:
        number = line.execute("insert into item (body) values (?)", (ITEM,)).lastrowid
        line.execute("update item set taken = 1 where number = ?", (number,))
        line.execute("delete from item where number = ?", (number,))

    return _turns(turn)


def litequeue(root: Path) -> Callable[[int], None]:
    """As shipped: ``synchronous=NORMAL``."""
    import litequeue as library

    root.mkdir()
    peer = library.LiteQueue(str(root / "lite.db"))

    def turn() -> None:
        peer.put(ITEM.hex())
        peer.done(peer.pop().message_id)

    return _turns(turn)


def diskcache(root: Path) -> Callable[[int], None]:
    """As shipped: ``synchronous=NORMAL``."""
    import diskcache as library

    peer = library.Deque(directory=str(root))

    def turn() -> None:
        peer.append(ITEM)
        peer.popleft()

    return _turns(turn)


def blob(root: Path) -> Callable[[int], None]:
    """A page as a row of SQLite, WAL and FULL, as this platform's SQLite comes (pages of 4 KB)."""
    root.mkdir()
    line = sqlite3.connect(root / "blob.db", isolation_level=None)
    line.execute("pragma journal_mode = wal")
    line.execute("pragma synchronous = full")
    data = os.urandom(PAGE_BYTES)
    return _blobs(line, lambda: data)


def sealed_blob(root: Path) -> Callable[[int], None]:
    """The same, sealed first as our pages are: equal work."""
    root.mkdir()
    line = sqlite3.connect(root / "blob.db", isolation_level=None)
    line.execute("pragma journal_mode = wal")
    line.execute("pragma synchronous = full")
    data, sealer = os.urandom(PAGE_BYTES), Sealer((recipient(),))
    return _blobs(line, lambda: sealer.seal(data))


def sqlcipher_blob(root: Path) -> Callable[[int], None]:
    data = os.urandom(PAGE_BYTES)
    return _blobs(_sqlcipher(root), lambda: data)


def bare_file(root: Path) -> Callable[[int], None]:
    """The limit of a page that is a file: its bytes, its name and a sync for each, neither sealed nor digested."""
    root.mkdir()
    folder, data = os.open(root, os.O_RDONLY), os.urandom(PAGE_BYTES)

    def run(count: int) -> None:
        for number in range(count):
            temporary = root / "page.tmp"
            with temporary.open("wb", buffering=0) as file:
                file.write(data)
                os.fsync(file.fileno())
            temporary.rename(root / f"{number}.page")
            os.fsync(folder)

    return run


def _blobs(line: Any, page: Callable[[], bytes]) -> Callable[[int], None]:
    """Each time the log is copied into the database in the end: otherwise up to eight pages would still be owed."""
    line.execute("create table page (number integer primary key, body blob)")

    def run(count: int) -> None:
        for _ in range(count):
            line.execute("insert into page (body) values (?)", (page(),))
        line.execute("pragma wal_checkpoint(truncate)")

    return run


def _sqlcipher(root: Path) -> Any:
    from sqlcipher3 import dbapi2

    root.mkdir()
    line = dbapi2.connect(str(root / "cipher.db"), isolation_level=None)
    line.execute(f"pragma key = \"x'{os.urandom(32).hex()}'\"")
    line.execute("pragma journal_mode = wal")
    line.execute("pragma synchronous = full")
    return line


def _turns(turn: Callable[[], None]) -> Callable[[int], None]:
    def run(count: int) -> None:
        for _ in range(count):
            turn()

    return run


QUEUES: Mapping[str, tuple[str, Subject]] = {
    "persist-queue": ("persistqueue", persist_queue),
    "huey SQLite": ("huey", huey),
    "sqlcipher3": ("sqlcipher3", sqlcipher),
    "litequeue, not safe against power cuts": ("litequeue", litequeue),
    "diskcache, not safe against power cuts": ("diskcache", diskcache),
}
STORES: Mapping[str, tuple[str, Subject]] = {
    "SQLite BLOB": ("sqlite3", blob),
    "SQLite BLOB, sealed": ("sqlite3", sealed_blob),
    "sqlcipher3 BLOB": ("sqlcipher3", sqlcipher_blob),
    "bare file": ("os", bare_file),
}
"""The module each needs, and what runs it."""


def installed(peers: Mapping[str, tuple[str, Subject]]) -> list[str]:
    return [name for name, (module, _) in peers.items() if importlib.util.find_spec(module) is not None]


if __name__ == "__main__":
    main({name: subject for name, (_, subject) in {**QUEUES, **STORES}.items()})
