"""The choice, the other's card or number, both persons."""

from domain.text import Say
from kiosk.page.screen import PageScreen


class BehalfScreen(PageScreen):
    def __init__(self, say: Say, *, own_letters: bool = True) -> None:
        super().__init__("behalf", say, own_letters=own_letters)
