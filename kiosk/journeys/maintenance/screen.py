"""A page: everything of it is said by the presenter."""

from domain.text import Say
from kiosk.page.screen import PageScreen


class MaintenanceScreen(PageScreen):
    def __init__(self, say: Say) -> None:
        super().__init__("maintenance", say)
