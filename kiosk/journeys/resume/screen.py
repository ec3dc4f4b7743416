"""The code, then what it stands for."""

from domain.text import Say
from kiosk.page.screen import PageScreen


class ResumeScreen(PageScreen):
    def __init__(self, say: Say, *, own_letters: bool = True) -> None:
        super().__init__("resume", say, own_letters=own_letters)
