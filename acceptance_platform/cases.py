"""Rows of cases: their state, their steps, their open correction, and the feed of changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from acceptance_platform.schema import cases, changes, corrections, steps, submissions
from domain.case.lifecycle import LIFECYCLE, CaseEvent, CaseState, wire_name
from domain.contract.progress import CaseChange, Correction
from domain.flow.machine import Machine


@dataclass(frozen=True, slots=True)
class Turn:
    """What moved a case on. ``by``: a node or an authority; ``clerk``: a username, for the department only."""

    event: CaseEvent
    at: datetime
    by: str
    clerk: str = ""
    note: str = ""
    correction: Correction | None = None


def machine(row: Row[Any]) -> Machine[CaseState, CaseEvent, object]:
    return Machine(LIFECYCLE, CaseState(row.state))


def find(connection: Connection, case_id: str) -> Row[Any] | None:
    return connection.execute(select(cases).where(cases.c.case_id == case_id)).one_or_none()


def add(connection: Connection, values: Mapping[str, object], step_by: str) -> None:
    """A case at RECEIVED, version 1."""
    state = wire_name(CaseState.RECEIVED)
    connection.execute(insert(cases).values(version=1, state=state, **values))
    step = {"case_id": values["case_id"], "at": values["received_at"], "state": state, "by": step_by}
    connection.execute(insert(steps).values(step))


def move(connection: Connection, row: Row[Any], turn: Turn, values: Mapping[str, object]) -> Row[Any]:
    """One event of the lifecycle, with what changes by it; the row after it.

    Raises ``IllegalEvent`` and changes nothing.
    """
    run = machine(row)
    run.feed(turn.event)
    state = wire_name(run.state)
    new = {"state": state, "version": row.version + 1, **values}
    connection.execute(update(cases).where(cases.c.case_id == row.case_id).values(new))
    step = {
        "case_id": row.case_id,
        "at": turn.at,
        "state": state,
        "by": turn.by,
        "clerk": turn.clerk,
        "note": turn.note,
    }
    connection.execute(insert(steps).values(step))
    tell(connection, row.case_id, turn.at, turn.correction)
    return connection.execute(select(cases).where(cases.c.case_id == row.case_id)).one()


def revise(connection: Connection, case_id: str, values: Mapping[str, object]) -> None:
    """What became known of a case; its version goes up."""
    new = {"version": cases.c.version + 1, **values}
    connection.execute(update(cases).where(cases.c.case_id == case_id).values(new))


def show(connection: Connection, case_id: str, values: Mapping[str, object]) -> None:
    """What is known of a case nobody can decide yet: its version stays."""
    connection.execute(update(cases).where(cases.c.case_id == case_id).values(values))


def tell(connection: Connection, case_id: str, at: datetime, correction: Correction | None = None) -> None:
    """One row of the feed for each device that handed in a part of the case."""
    row = connection.execute(select(cases).where(cases.c.case_id == case_id)).one()
    change = CaseChange(
        cursor=0,
        case_id=case_id,
        official_no=row.official_no,
        state=row.state,
        changed_at=at,
        correction_id=correction.correction_id if correction else None,
        material_ids=tuple(point.id for point in correction.points if point.kind == "material") if correction else (),
    )
    whose = select(submissions.c.device_id).where(submissions.c.case_id == case_id).distinct().order_by("device_id")
    message = change.model_dump_json()
    for device_id in connection.execute(whose).scalars().all():
        connection.execute(insert(changes).values(device_id=device_id, message=message))


def step_rows(connection: Connection, case_id: str) -> list[Row[Any]]:
    return list(connection.execute(select(steps).where(steps.c.case_id == case_id).order_by(steps.c.id)))


def open_correction(connection: Connection, case_id: str) -> Correction | None:
    query = select(corrections.c.message).where(corrections.c.case_id == case_id, corrections.c.is_open == 1)
    message = connection.execute(query).scalar()
    return Correction.model_validate_json(message) if message is not None else None


def correction(connection: Connection, correction_id: str) -> Correction:
    """Open or answered."""
    query = select(corrections.c.message).where(corrections.c.correction_id == correction_id)
    return Correction.model_validate_json(connection.execute(query).scalar_one())


def add_correction(connection: Connection, case_id: str, correction: Correction) -> None:
    connection.execute(insert(corrections).values(
        correction_id=correction.correction_id, case_id=case_id, asked_at=correction.asked_at,
        message=correction.model_dump_json(), is_open=1,
    ))  # fmt: skip


def close_corrections(connection: Connection, case_id: str) -> None:
    connection.execute(update(corrections).where(corrections.c.case_id == case_id).values(is_open=0))
