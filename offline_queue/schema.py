"""The tables of ``queue.db`` and the steps that lead from any older version to this one.

Nothing in the database is personal: identifiers, sizes, states, times and digests of sealed bytes.
The version stands in ``PRAGMA user_version``; each step is one transaction together with its number.
"""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from domain.failures import Failure, FailureCode
from offline_queue.page_names import PAGES, digests_in
from offline_queue.storage_faults import file_fault

Step = Callable[[sqlite3.Connection], Sequence[str]]
"""Answers the statements of one step."""


def _first(connection: sqlite3.Connection) -> Sequence[str]:
    # Imported here: sqlite_utils pulls in numpy when it is installed, 0.4 s that only a migration should pay.
    import sqlite_utils

    create = sqlite_utils.Database(connection, execute_plugins=False).create_table_sql
    draft_page = {"digest": str, "case_id": str, "size": int, "kept_at": float}
    entry = {
        "sequence": int, "submission_id": str, "case_id": str, "kind": str, "temporary_no": str, "manifest": str,
        "handed_in_at": str, "pages": int, "bytes_total": int, "state": str, "attempts": int, "last_failure": str,
        "next_try_at": str, "official_no": str, "acknowledgement": str, "files_deleted": int,
    }  # fmt: skip
    entry_object = {"digest": str, "submission_id": str, "position": int, "size": int, "sent": int}
    case_status = {
        "case_id": str, "official_no": str, "state": str, "changed_at": str, "correction_id": str, "material_ids": str,
    }  # fmt: skip
    return (
        create("draft_page", draft_page, pk="digest", not_null=set(draft_page), strict=True),
        create("entry", entry, pk="sequence", not_null=set(entry), strict=True),
        "CREATE UNIQUE INDEX entry_submission ON entry (submission_id)",
        "CREATE INDEX entry_case ON entry (case_id)",
        "CREATE INDEX entry_open ON entry (sequence) WHERE state <> 'confirmed'",
        "CREATE INDEX entry_undeleted ON entry (sequence) WHERE state = 'confirmed' AND files_deleted = 0",
        create("entry_object", entry_object, pk="digest", not_null=set(entry_object), strict=True),
        "CREATE UNIQUE INDEX entry_object_position ON entry_object (submission_id, position)",
        create("case_status", case_status, pk="case_id", not_null=set(case_status), strict=True),
        create("counter", {"name": str, "value": int}, pk="name", not_null={"name", "value"}, strict=True),
        "INSERT INTO counter (name, value) VALUES ('created_at', CAST(strftime('%s', 'now') AS INTEGER))",
    )


def _owed_receipts(connection: sqlite3.Connection) -> Sequence[str]:
    import sqlite_utils

    create = sqlite_utils.Database(connection, execute_plugins=False).create_table_sql
    owed_receipt = {
        "submission_id": str, "case_id": str, "item_code": str, "temporary_no": str, "pages": int,
        "handed_in_at": str, "token": str,
    }  # fmt: skip
    return (create("owed_receipt", owed_receipt, pk="submission_id", not_null=set(owed_receipt), strict=True),)


def _sealed_forms(connection: sqlite3.Connection) -> Sequence[str]:
    import sqlite_utils

    create = sqlite_utils.Database(connection, execute_plugins=False).create_table_sql
    sealed_form = {"submission_id": str, "digest": str, "sealed": bytes}
    return (create("sealed_form", sealed_form, pk="submission_id", not_null=set(sealed_form), strict=True),)


def _last_tries(_connection: sqlite3.Connection) -> Sequence[str]:
    return ("ALTER TABLE entry ADD COLUMN last_try_at TEXT NOT NULL DEFAULT ''",)


def _drafts(connection: sqlite3.Connection) -> Sequence[str]:
    import sqlite_utils

    create = sqlite_utils.Database(connection, execute_plugins=False).create_table_sql
    draft = {"case_id": str, "revision": int, "manifest": str, "state": str, "told": int, "saved_at": float}
    return (create("draft", draft, pk="case_id", not_null=set(draft), strict=True),)


def _station_time(connection: sqlite3.Connection) -> Sequence[str]:
    """Ages begin anew: the wall clock they were counted by may have been wrong."""
    import sqlite_utils

    create = sqlite_utils.Database(connection, execute_plugins=False).create_table_sql
    station_time = {"one": int, "boot_id": str, "monotonic": float, "seconds": float}
    return (
        create("station_time", station_time, pk="one", not_null=set(station_time), strict=True),
        "UPDATE draft_page SET kept_at = 0",
        "UPDATE draft SET saved_at = 0",
        "ALTER TABLE entry ADD COLUMN boot_id TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE entry ADD COLUMN clock_confidence TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE entry ADD COLUMN leased_until REAL NOT NULL DEFAULT 0",
    )


def _sealed_previews(connection: sqlite3.Connection) -> Sequence[str]:
    import sqlite_utils

    create = sqlite_utils.Database(connection, execute_plugins=False).create_table_sql
    sealed = {"submission_id": str, "digest": str, "sealed": bytes}
    return (create("sealed_previews", sealed, pk="submission_id", not_null=set(sealed), strict=True),)


def _strangers(_connection: sqlite3.Connection) -> Sequence[str]:
    return ("CREATE TABLE stranger (digest TEXT PRIMARY KEY NOT NULL) STRICT",)


STEPS: tuple[Step, ...] = (
    _first, _owed_receipts, _sealed_forms, _last_tries, _drafts, _station_time, _sealed_previews, _strangers,
)  # fmt: skip
VERSION = len(STEPS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database to :data:`VERSION`; safe when several processes try at once. A new one is made in one
    transaction, in which the sealed files that lie beside it already are noted as strangers.

    Raises ``Failure(STORE_TOO_NEW)`` for a database of a newer program, ``Failure(STORE_*)`` when the folder of sealed
    files cannot be read, ``sqlite3.Error``.
    """
    while (version := _version(connection)) != VERSION:
        if version > VERSION:
            raise Failure(FailureCode.STORE_TOO_NEW, f"version {version}, this program knows {VERSION}")
        target = version + 1 if version else VERSION
        statements = [words for step in STEPS[version:target] for words in step(connection)]
        statements += [] if version else _noted_strangers(connection)
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _version(connection) == version:
                for statement in statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {target}")
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise


def _noted_strangers(connection: sqlite3.Connection) -> Sequence[str]:
    database = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    try:
        found = tuple(digests_in(database.parent / PAGES))
    except OSError as error:
        raise file_fault(error) from error
    return [f"INSERT INTO stranger (digest) VALUES ('{digest}')" for digest in found]  # noqa: S608 - hexadecimal digits


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
