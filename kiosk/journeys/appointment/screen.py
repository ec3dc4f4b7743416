"""Number or day, time, and what was given."""

from domain.text import Say
from kiosk.page.screen import PageScreen


class AppointmentScreen(PageScreen):
    def __init__(self, say: Say) -> None:
        super().__init__("appointment", say)
