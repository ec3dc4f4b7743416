"""What an administrator asks: how much is here, and whether the audit chain is whole."""

from typing import Any

from sqlalchemy import Connection, Select, func, select

from acceptance_platform import audit
from acceptance_platform.database import Database
from acceptance_platform.schema import cases, devices, objects, submissions


def counts(database: Database) -> dict[str, Any]:
    """``pages``: of complete submissions. ``audit_intact``: whether every row follows from the one before."""
    by_state = select(submissions.c.state, func.count()).group_by(submissions.c.state)
    case_states = select(cases.c.state, func.count()).group_by(cases.c.state)
    pages = select(func.count()).select_from(objects).join(submissions)
    complete = pages.where(objects.c.role == "page", submissions.c.state == "complete")
    with database.reading() as connection:
        return {
            "cases": _number(connection, select(func.count()).select_from(cases)),
            "cases_by_state": _pairs(connection, case_states),
            "pages": _number(connection, complete),
            "submissions": {"receiving": 0, "complete": 0, "refused": 0} | _pairs(connection, by_state),
            "devices": _number(connection, select(func.count()).select_from(devices)),
            "audit_intact": audit.first_break(connection) is None,
        }


def _number(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar_one())


def _pairs(connection: Connection, query: Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(query)}
