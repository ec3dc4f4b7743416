"""Books slots, gives them back, hands out queue numbers."""

from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from acceptance_platform.appointments.slots import BEGINS, PLACES, days, is_offered
from acceptance_platform.appointments.tables import appointments, queue_tickets
from acceptance_platform.catalogue_store import Directory
from acceptance_platform.database import Database
from acceptance_platform.presence.presences import Present
from acceptance_platform.problems import Refused
from acceptance_platform.sequences import next_number
from acceptance_platform.sources import Sources
from domain.contract.appointment import Appointment, AppointmentDesk, AppointmentRequest, QueueTicket, Slot
from domain.failures import FailureCode


class Desk:
    def __init__(self, database: Database, directory: Directory, sources: Sources) -> None:
        self._database = database
        self._directory = directory
        self._sources = sources

    def look(self, present: Present) -> AppointmentDesk:
        node = present.device.node_code
        mine = (appointments.c.person_key == present.person_key) & (
            appointments.c.day >= self._sources.today().isoformat()
        )
        with self._database.reading() as connection:
            rows = connection.execute(select(appointments).where(mine).order_by(appointments.c.day)).all()
            slots = tuple(
                Slot(day=day.isoformat(), begins=begins, left=_left(connection, node, day.isoformat(), begins))
                for day in days(self._sources.today(), self._directory.calendar)
                for begins in BEGINS
            )
        booked = tuple(self._told(row) for row in rows)
        return AppointmentDesk(node_name=self._directory.node_name(node), slots=slots, booked=booked)

    def book(self, request: AppointmentRequest, present: Present) -> Appointment:
        """Raises :class:`Refused`: 409 when the slot is full, not offered, or this person has one in it."""
        node = present.device.node_code
        with self._database.writing() as connection:
            same = (
                (appointments.c.day == request.day)
                & (appointments.c.begins == request.begins)
                & (appointments.c.person_key == present.person_key)
            )
            twice = connection.execute(select(appointments.c.appointment_no).where(same)).first() is not None
            offered = is_offered(request.day, request.begins, self._sources.now(), self._directory.calendar)
            if twice or not offered or not _left(connection, node, request.day, request.begins):
                raise Refused(FailureCode.SLOT_TAKEN, 409)
            number = f"Y{next_number(connection, 'appointment'):06d}"
            row = {"appointment_no": number, "node_code": node, "day": request.day, "begins": request.begins,
                   "person_key": present.person_key}  # fmt: skip
            return self._told(connection.execute(insert(appointments).values(row).returning(appointments)).one())

    def cancel(self, appointment_no: str, present: Present) -> None:
        """One that is not this person's, or is gone, changes nothing."""
        mine = (appointments.c.appointment_no == appointment_no) & (appointments.c.person_key == present.person_key)
        with self._database.writing() as connection:
            connection.execute(delete(appointments).where(mine))

    def take_number(self, present: Present) -> QueueTicket:
        """The one this person has waiting here today, else the next."""
        node, day = present.device.node_code, self._sources.today().isoformat()
        here = (queue_tickets.c.node_code == node) & (queue_tickets.c.day == day) & queue_tickets.c.called_at.is_(None)
        with self._database.writing() as connection:
            mine = select(queue_tickets).where(here & (queue_tickets.c.person_key == present.person_key))
            row = connection.execute(mine).first()
            if row is None:
                new = {"node_code": node, "day": day, "number": next_number(connection, f"queue {node} {day}"),
                       "person_key": present.person_key, "taken_at": self._sources.now()}  # fmt: skip
                row = connection.execute(insert(queue_tickets).values(new).returning(queue_tickets)).one()
            before = select(func.count()).select_from(queue_tickets).where(here & (queue_tickets.c.number < row.number))
            waiting = connection.execute(before).scalar_one()
        return QueueTicket(
            number=f"A{row.number:03d}", node_name=self._directory.node_name(node), waiting=waiting,
            taken_at=row.taken_at,
        )  # fmt: skip

    def _told(self, row: Row[Any]) -> Appointment:
        return Appointment(
            appointment_no=row.appointment_no, node_name=self._directory.node_name(row.node_code), day=row.day,
            begins=row.begins,
        )  # fmt: skip


def _left(connection: Connection, node: str, day: str, begins: str) -> int:
    same = (appointments.c.node_code == node) & (appointments.c.day == day) & (appointments.c.begins == begins)
    taken = connection.execute(select(func.count()).select_from(appointments).where(same)).scalar_one()
    return max(0, PLACES - int(taken))
