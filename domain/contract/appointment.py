"""Appointments at a hall and queue numbers, for a person who is present.

``GET /v1/my/appointments`` answers :class:`AppointmentDesk`: free slots of this device's hall and what is booked.
``POST /v1/my/appointments`` with an :class:`AppointmentRequest` answers 201 :class:`Appointment`, 409 ``SLOT_TAKEN``
when the slot is full, past or this person has one in it. ``DELETE /v1/my/appointments/{appointment_no}`` gives it back.
``POST /v1/my/queue-tickets`` answers 201 :class:`QueueTicket`, the same again while it waits.
"""

from pydantic import Field

from domain.contract.wire import Moment, ShortText, Wire


class Slot(Wire):
    day: str
    """ISO date."""
    begins: str
    """``HH:MM``, in China."""
    left: int = Field(ge=0)


class Appointment(Wire):
    appointment_no: ShortText
    node_name: ShortText
    day: str
    begins: str


class AppointmentDesk(Wire):
    node_name: ShortText
    slots: tuple[Slot, ...]
    booked: tuple[Appointment, ...]


class AppointmentRequest(Wire):
    day: str
    begins: str


class QueueTicket(Wire):
    number: ShortText
    """``A001`` …, counted by hall and day."""
    node_name: ShortText
    waiting: int = Field(ge=0)
    """People before this one."""
    taken_at: Moment
