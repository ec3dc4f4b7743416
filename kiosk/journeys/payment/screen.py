"""Which bill, the code, the receipt."""

from domain.text import Say
from kiosk.page.screen import PageScreen


class PaymentScreen(PageScreen):
    def __init__(self, say: Say) -> None:
        super().__init__("payment", say)
