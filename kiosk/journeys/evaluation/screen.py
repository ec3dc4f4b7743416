"""Five levels, what made it so, thanks."""

from domain.text import Say
from kiosk.page.screen import PageScreen


class EvaluationScreen(PageScreen):
    def __init__(self, say: Say) -> None:
        super().__init__("evaluation", say)
