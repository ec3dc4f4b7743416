"""The supervision lamp (电子监察) of one case."""

from datetime import date

from domain.calendar.workdays import WorkCalendar
from domain.contract.clerk import Lamp


def lamp(due: date | None, today: date, calendar: WorkCalendar, promised_days: int = 0) -> Lamp:
    """Red after the last day, yellow with one working day or a tenth of the period left, else green.

    Grey: the clock does not run (suspended, waiting for the applicant, decided); ``due`` is then ``None``.
    """
    if due is None:
        return "grey"
    if today > due:
        return "red"
    remaining = calendar.workdays_between(today, due)
    return "yellow" if remaining * 10 <= max(10, promised_days) else "green"
