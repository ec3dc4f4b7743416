"""Calls numbers to windows: one transaction a call, so that no two windows get the same person."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from acceptance_platform import audit
from acceptance_platform.appointments.tables import appointments, queue_tickets
from acceptance_platform.catalogue_store import Directory
from acceptance_platform.clerks import Clerk
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.problems import Refused
from acceptance_platform.queue_calls.tables import queue_calls
from acceptance_platform.schema import devices
from acceptance_platform.sources import Sources
from domain.case.queue_calls import TABLE, CallEvent, Ticket, TicketState, next_for
from domain.contract.queue_calls import QueueBoard, QueueCall, QueueEntry, SlotToday
from domain.failures import FailureCode
from domain.flow.machine import Machine


@dataclass(frozen=True, slots=True)
class _Place:
    """A window today."""

    node: str
    day: str
    number: str


class Calling:
    def __init__(self, database: Database, directory: Directory, sources: Sources) -> None:
        self._database = database
        self._directory = directory
        self._sources = sources

    def board(self, clerk: Clerk, device: Device) -> QueueBoard:
        clerk.require("call")
        with self._database.reading() as connection:
            return self._board(connection, self._place(device))

    def call(self, clerk: Clerk, device: Device, call: QueueCall) -> QueueBoard:
        """The same call again changes nothing. Raises :class:`Refused`."""
        clerk.require("call")
        place = self._place(device)
        with self._database.writing() as connection:
            rows = _rows(connection, place)
            if all(row.call_id != call.call_id for row in rows):
                self._carry_out(connection, place, rows, call)
                audit.record(connection, self._sources.now(), clerk.username, f"queue {call.call}", call.number)
            return self._board(connection, place)

    def _carry_out(self, connection: Connection, place: _Place, rows: list[Row[Any]], call: QueueCall) -> None:
        if call.call != "next":
            named = next((row for row in rows if _shown(row.number) == call.number), None)
            self._turn(connection, place, named, CallEvent(call.call), call)
            return
        tickets = {row.number: (row, _ticket(row)) for row in rows}
        turn = next_for(place.number, (ticket for _, ticket in tickets.values()))
        if turn is None:
            raise Refused(FailureCode.QUEUE_EMPTY, 409)
        for row, ticket in tickets.values():
            if ticket.state is TicketState.CALLED and ticket.place == place.number:
                self._turn(connection, place, row, CallEvent.FINISH, call)
        self._turn(connection, place, tickets[turn.number][0], CallEvent.CALL, call)

    def _turn(
        self, connection: Connection, place: _Place, row: Row[Any] | None, event: CallEvent, call: QueueCall
    ) -> None:
        to_place = call.to_place if event is CallEvent.TRANSFER else place.number
        if row is None or not _may(_ticket(row), event, place) or to_place not in _places(connection, place.node):
            raise Refused(FailureCode.TICKET_CONFLICT, 409)
        run = Machine[TicketState, CallEvent, None](TABLE, _ticket(row).state)
        run.feed(event)
        is_call = event in (CallEvent.CALL, CallEvent.RECALL)
        values = {"state": run.state.value, "place": to_place, "times_called": (row.times_called or 0) + is_call,
                  "call_id": call.call_id}  # fmt: skip
        key = {"node_code": place.node, "day": place.day, "number": row.number}
        statement = upsert(queue_calls).values(**key, **values)
        connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))
        called_at = None if run.state is TicketState.WAITING else self._sources.now()
        mine = and_(*(queue_tickets.c[name] == value for name, value in key.items()))
        connection.execute(update(queue_tickets).where(mine).values(called_at=called_at))

    def _board(self, connection: Connection, place: _Place) -> QueueBoard:
        entries = [_entry(row) for row in _rows(connection, place) if _ticket(row).state is not TicketState.DONE]
        current = next((one for one in entries if one.state == "called" and one.place == place.number), None)
        booked = select(appointments.c.begins, func.count()).where(
            appointments.c.node_code == place.node, appointments.c.day == place.day
        )  # fmt: skip
        slots = connection.execute(booked.group_by(appointments.c.begins).order_by(appointments.c.begins)).all()
        return QueueBoard(
            node_name=self._directory.node_name(place.node),
            place=place.number,
            current=current,
            others=tuple(one for one in entries if one != current),
            places=_places(connection, place.node),
            appointments=tuple(SlotToday(begins=begins, expected=count) for begins, count in slots),
        )

    def _place(self, device: Device) -> _Place:
        return _Place(device.node_code, self._sources.today().isoformat(), device.device_no)


def _rows(connection: Connection, place: _Place) -> list[Row[Any]]:
    """Every number of the hall today, with where it stands."""
    both = and_(*(queue_calls.c[name] == queue_tickets.c[name] for name in ("node_code", "day", "number")))
    calls = queue_calls.c
    query = select(
        queue_tickets.c.number, queue_tickets.c.taken_at, calls.state, calls.place, calls.times_called, calls.call_id
    ).join_from(queue_tickets, queue_calls, both, isouter=True)
    here = (queue_tickets.c.node_code == place.node) & (queue_tickets.c.day == place.day)
    return list(connection.execute(query.where(here).order_by(queue_tickets.c.number)))


def _may(ticket: Ticket, event: CallEvent, place: _Place) -> bool:
    """Who was called belongs to the window that called."""
    is_ours = ticket.state is not TicketState.CALLED or ticket.place == place.number
    return is_ours and Machine[TicketState, CallEvent, None](TABLE, ticket.state).accepts(event)


def _places(connection: Connection, node: str) -> tuple[str, ...]:
    """Numbers of the hall's windows."""
    windows = (devices.c.node_code == node) & devices.c.revoked_at.is_(None) & (devices.c.kind != "kiosk")
    query = select(devices.c.device_no).where(windows).distinct().order_by(devices.c.device_no)
    return tuple(connection.execute(query).scalars())


def _ticket(row: Row[Any]) -> Ticket:
    return Ticket(row.number, TicketState(row.state or "waiting"), row.place or "")


def _shown(number: int) -> str:
    return f"A{number:03d}"


def _entry(row: Row[Any]) -> QueueEntry:
    return QueueEntry(
        number=_shown(row.number), state=row.state or "waiting", place=row.place or "", taken_at=row.taken_at,
        times_called=row.times_called or 0,
    )  # fmt: skip
