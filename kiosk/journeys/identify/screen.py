"""One thing at a time, then who was found."""

from domain.text import Say
from kiosk.page.screen import PageScreen


class IdentifyScreen(PageScreen):
    def __init__(self, say: Say, *, own_letters: bool = True) -> None:
        super().__init__("identify", say, own_letters=own_letters)
