"""The list, then one case."""

from domain.text import Say
from kiosk.page.screen import PageScreen


class CasesScreen(PageScreen):
    def __init__(self, say: Say) -> None:
        super().__init__("cases", say)
