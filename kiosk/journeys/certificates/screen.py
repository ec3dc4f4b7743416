"""Which print, for what, then the printer."""

from domain.text import Say
from kiosk.page.screen import PageScreen


class CertificatesScreen(PageScreen):
    def __init__(self, say: Say) -> None:
        super().__init__("certificates", say)
