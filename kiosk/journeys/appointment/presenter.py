"""What is free, what is booked, and the number in sight even when no ticket came out."""

from datetime import date

from domain.contract.appointment import Appointment, AppointmentDesk
from domain.failures import text_key
from domain.text import Text, text
from kiosk.journeys.appointment import flow
from kiosk.journeys.appointment.flow import (
    Booked,
    ChoosingDay,
    ChoosingTime,
    Loading,
    Menu,
    NotAnswered,
    Numbered,
    State,
)
from kiosk.page import usual
from kiosk.page.parts import Action, Choice, Choices, Fact, Facts, Levels, Number, Page, Remark

_LEAVE = flow.LeaveAsked()
_HOME = usual.home("appointment", _LEAVE)
_MENU = Action("appointment.menu", text("appointment.menu"), flow.MenuAsked())


def present(state: State) -> Page:
    match state:
        case Loading():
            return usual.asking("appointment", _LEAVE)
        case Menu(desk):
            return _menu(desk)
        case ChoosingDay(desk):
            return Page(text("appointment.day"), (_days(desk),), left=(_MENU,))
        case ChoosingTime(desk, day):
            one = date.fromisoformat(day)
            title = text("appointment.time", month=one.month, day=one.day)
            return Page(title, (_times(desk, day),), left=(_MENU,))
        case Booked(appointment):
            done = Remark(text("appointment.booked_hint"), "success")
            return Page(text("appointment.booked"), (done, _facts(appointment)), left=(_MENU,), right=(_HOME,))
        case Numbered():
            return _numbered(state)
        case NotAnswered(failure):
            return usual.failed("appointment", failure, _LEAVE, flow.MenuAsked())


def _menu(desk: AppointmentDesk) -> Page:
    ways = Choices(
        (
            Choice("appointment.number", text("appointment.take"), flow.NumberAsked(), text("appointment.take_hint")),
            Choice("appointment.book", text("appointment.book"), flow.BookAsked(), text("appointment.book_hint")),
        )
    )
    mine = tuple(
        Choice(
            f"appointment.cancel.{one.appointment_no}", _when(one), flow.CancelAsked(one.appointment_no),
            one.node_name, text("appointment.cancel"),
        )
        for one in desk.booked
    )  # fmt: skip
    booked = (Choices(mine, text("appointment.mine")),) if mine else ()
    return Page(desk.node_name, (ways, *booked), left=(_HOME,))


def _days(desk: AppointmentDesk) -> Choices:
    days = dict.fromkeys(slot.day for slot in desk.slots)
    rows = []
    for day in days:
        left = sum(slot.left for slot in desk.slots if slot.day == day)
        one = date.fromisoformat(day)
        words = text("common.day", year=one.year, month=one.month, day=one.day)
        weekday = text(f"appointment.weekday_{one.isoweekday()}")
        rows.append(
            Choice(f"appointment.day.{day}", words, flow.DayChosen(day), weekday, text("appointment.left", n=left))
        )
    return Choices(tuple(rows))


def _times(desk: AppointmentDesk, day: str) -> Levels:
    free = [slot for slot in desk.slots if slot.day == day and slot.left]
    return Levels(
        tuple(Choice(f"appointment.time.{slot.begins}", slot.begins, flow.TimeChosen(slot.begins)) for slot in free),
        heading=text("appointment.choose_time"),
    )


def _numbered(state: Numbered) -> Page:
    ticket = state.ticket
    paper = Remark(text("appointment.printing" if state.printing else "appointment.printed"))
    if state.failure is not None:
        paper = Remark(text(text_key(state.failure)), "error", "appointment.trouble")
    number = Number(text("appointment.your_number"), ticket.number, "appointment.ticket")
    facts = Facts(
        (
            Fact(text("appointment.node"), ticket.node_name),
            Fact(text("appointment.waiting"), text("appointment.people", n=ticket.waiting)),
        )
    )
    return Page(text("appointment.numbered"), (paper, number, facts), right=(_HOME,))


def _facts(one: Appointment) -> Facts:
    return Facts(
        (
            Fact(text("appointment.when"), _when(one)),
            Fact(text("appointment.node"), one.node_name),
            Fact(text("appointment.no"), one.appointment_no, "appointment.no"),
        ),
        strong=True,
    )


def _when(one: Appointment) -> Text:
    day = date.fromisoformat(one.day)
    return text("common.moment", year=day.year, month=day.month, day=day.day, time=one.begins)
