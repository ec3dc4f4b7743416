"""Counters that never give a number twice."""

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from acceptance_platform.schema import sequences


def next_number(connection: Connection, name: str) -> int:
    """1, 2, 3 … for each ``name``. A number is used up only when the transaction commits."""
    statement = insert(sequences).values(name=name, value=1)
    statement = statement.on_conflict_do_update(index_elements=["name"], set_={"value": sequences.c.value + 1})
    return int(connection.execute(statement.returning(sequences.c.value)).scalar_one())
