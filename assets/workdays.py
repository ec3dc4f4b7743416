"""The published working days that come with the program."""

from functools import cache
from importlib.resources import files

from domain.calendar.workdays import WorkCalendar


@cache
def workdays() -> WorkCalendar:
    """Of every year whose notice of the State Council is in ``assets/catalogue``; others count weekends only."""
    found = (one for one in files("assets").joinpath("catalogue").iterdir() if one.name.startswith("workdays_"))
    return WorkCalendar.from_json(one.read_text(encoding="utf-8") for one in found)
