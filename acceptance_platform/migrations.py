"""Brings the database of an older platform up to this one, at every start.

New tables need nothing here: whatever hangs on ``schema.metadata`` is created when it is missing. A change to a table
that exists is one more step in :data:`STEPS`; the number of steps done stands in ``PRAGMA user_version`` (from 1 on).
"""

from collections.abc import Sequence

from sqlalchemy import inspect

from acceptance_platform.database import Database
from acceptance_platform.schema import metadata
from domain.failures import Failure, FailureCode

STEPS: tuple[Sequence[str], ...] = (
    ("ALTER TABLE cases ADD COLUMN supply_by VARCHAR NOT NULL DEFAULT ''",),
    ("ALTER TABLE clerks ADD COLUMN role VARCHAR NOT NULL DEFAULT 'station'",),
    # Tickets live five minutes and each use is in the audit trail: the table is made anew, with the person's key.
    ("DROP TABLE IF EXISTS assistance_tickets",),
    # It was of the manifest as that day's platform wrote it: every new field would have changed it.
    ("ALTER TABLE submissions DROP COLUMN manifest_digest",),
    # What a platform that has run for years looks for. With 400,000 cases a worklist took a second.
    (
        "DROP INDEX IF EXISTS ix_cases_authority_code",
        "DROP INDEX IF EXISTS ix_submissions_device_id",
        "CREATE INDEX IF NOT EXISTS cases_of_authority_by_state ON cases (authority_code, state, accept_due_on)",
        "CREATE INDEX IF NOT EXISTS cases_of_authority_by_day ON cases (authority_code, received_at)",
        "CREATE INDEX IF NOT EXISTS submissions_of_device_by_day ON submissions (device_id, received_at)",
        "CREATE INDEX IF NOT EXISTS submissions_on_their_way ON submissions (case_id) WHERE state = 'receiving'",
        "CREATE INDEX IF NOT EXISTS ix_decisions_case_id ON decisions (case_id)",
    ),
)
"""Statements that lead from version n + 1 to n + 2, in one transaction each."""


def bring_up_to_date(database: Database) -> None:
    """Raises ``Failure(PLATFORM_STORE_UNSAFE)`` for the database of a newer platform or without our durability."""
    database.check()
    newest = len(STEPS) + 1
    with database.writing() as connection:
        fresh = not inspect(connection).get_table_names()
        version = newest if fresh else connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if not 1 <= version <= newest:
            raise Failure(FailureCode.PLATFORM_STORE_NEWER, f"schema {version}, this platform knows {newest}")
        for step in STEPS[version - 1 :]:
            for statement in step:
                connection.exec_driver_sql(statement)
        metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA user_version={newest}")
