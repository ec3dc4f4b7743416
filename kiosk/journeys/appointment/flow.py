"""Take a number now, or book a half hour of the next working days; what is booked can be given back."""

from dataclasses import dataclass, field
from typing import TypeAlias

from domain.contract.appointment import Appointment, AppointmentDesk, QueueTicket
from domain.failures import FailureCode
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class Loading:
    pass


@dataclass(frozen=True, slots=True)
class Menu:
    desk: AppointmentDesk = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChoosingDay:
    desk: AppointmentDesk = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChoosingTime:
    desk: AppointmentDesk = field(repr=False)
    day: str


@dataclass(frozen=True, slots=True)
class Booked:
    appointment: Appointment = field(repr=False)


@dataclass(frozen=True, slots=True)
class Numbered:
    ticket: QueueTicket
    printing: bool = True
    failure: FailureCode | None = None


@dataclass(frozen=True, slots=True)
class NotAnswered:
    failure: FailureCode


State: TypeAlias = Loading | Menu | ChoosingDay | ChoosingTime | Booked | Numbered | NotAnswered


@dataclass(frozen=True, slots=True)
class DeskCame:
    desk: AppointmentDesk = field(repr=False)


@dataclass(frozen=True, slots=True)
class NumberAsked:
    pass


@dataclass(frozen=True, slots=True)
class BookAsked:
    pass


@dataclass(frozen=True, slots=True)
class DayChosen:
    day: str


@dataclass(frozen=True, slots=True)
class TimeChosen:
    begins: str


@dataclass(frozen=True, slots=True)
class CancelAsked:
    appointment_no: str


@dataclass(frozen=True, slots=True)
class BookingCame:
    appointment: Appointment = field(repr=False)


@dataclass(frozen=True, slots=True)
class NumberCame:
    ticket: QueueTicket


@dataclass(frozen=True, slots=True)
class Failed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class TicketPrinted:
    pass


@dataclass(frozen=True, slots=True)
class TicketFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class MenuAsked:
    pass


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    pass


Event: TypeAlias = (
    DeskCame | NumberAsked | BookAsked | DayChosen | TimeChosen | CancelAsked | BookingCame | NumberCame | Failed
    | TicketPrinted | TicketFailed | MenuAsked | LeaveAsked
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Load:
    pass


@dataclass(frozen=True, slots=True)
class TakeNumber:
    pass


@dataclass(frozen=True, slots=True)
class Book:
    day: str
    begins: str


@dataclass(frozen=True, slots=True)
class Cancel:
    appointment_no: str


@dataclass(frozen=True, slots=True)
class PrintTicket:
    ticket: QueueTicket


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Load | TakeNumber | Book | Cancel | PrintTicket | Leave


def _menu(_state: Loading, event: DeskCame) -> Step[State, Effect]:
    return Step(Menu(event.desk))


def _number(_state: Menu, _event: NumberAsked) -> Step[State, Effect]:
    return Step(Loading(), (TakeNumber(),))


def _days(state: Menu, _event: BookAsked) -> Step[State, Effect]:
    return Step(ChoosingDay(state.desk))


def _times(state: ChoosingDay, event: DayChosen) -> Step[State, Effect]:
    return Step(ChoosingTime(state.desk, event.day))


def _book(state: ChoosingTime, event: TimeChosen) -> Step[State, Effect]:
    return Step(Loading(), (Book(state.day, event.begins),))


def _cancel(_state: Menu, event: CancelAsked) -> Step[State, Effect]:
    return Step(Loading(), (Cancel(event.appointment_no),))


def _booked(_state: Loading, event: BookingCame) -> Step[State, Effect]:
    return Step(Booked(event.appointment))


def _numbered(_state: Loading, event: NumberCame) -> Step[State, Effect]:
    return Step(Numbered(event.ticket), (PrintTicket(event.ticket),))


def _failed(_state: Loading, event: Failed) -> Step[State, Effect]:
    return Step(NotAnswered(event.failure))


def _printed(state: Numbered, _event: TicketPrinted) -> Step[State, Effect]:
    return Step(Numbered(state.ticket, printing=False))


def _not_printed(state: Numbered, event: TicketFailed) -> Step[State, Effect]:
    return Step(Numbered(state.ticket, printing=False, failure=event.failure))


def _back(_state: State, _event: MenuAsked) -> Step[State, Effect]:
    return Step(Loading(), (Load(),))


def _leave(state: State, _event: LeaveAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


TABLE: Table[State, Effect] = {
    (Loading, DeskCame): _menu,
    (Loading, BookingCame): _booked,
    (Loading, NumberCame): _numbered,
    (Loading, Failed): _failed,
    (Loading, LeaveAsked): _leave,
    (Menu, NumberAsked): _number,
    (Menu, BookAsked): _days,
    (Menu, CancelAsked): _cancel,
    (Menu, LeaveAsked): _leave,
    (ChoosingDay, DayChosen): _times,
    (ChoosingDay, MenuAsked): _back,
    (ChoosingDay, LeaveAsked): _leave,
    (ChoosingTime, TimeChosen): _book,
    (ChoosingTime, MenuAsked): _back,
    (ChoosingTime, LeaveAsked): _leave,
    (Booked, MenuAsked): _back,
    (Booked, LeaveAsked): _leave,
    (Numbered, TicketPrinted): _printed,
    (Numbered, TicketFailed): _not_printed,
    (Numbered, LeaveAsked): _leave,
    (NotAnswered, MenuAsked): _back,
    (NotAnswered, LeaveAsked): _leave,
}
