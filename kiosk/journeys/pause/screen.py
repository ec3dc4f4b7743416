"""Saving, then the code."""

from domain.text import Say
from kiosk.page.screen import PageScreen


class PauseScreen(PageScreen):
    def __init__(self, say: Say) -> None:
        super().__init__("pause", say)
