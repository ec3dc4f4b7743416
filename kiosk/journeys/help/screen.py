"""Questions, then one answer."""

from domain.text import Say
from kiosk.page.screen import PageScreen


class HelpScreen(PageScreen):
    def __init__(self, say: Say) -> None:
        super().__init__("help", say)
