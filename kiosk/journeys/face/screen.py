"""The notice, then one thing to do: look at the camera. No picture of anybody is shown."""

from domain.text import Say
from kiosk.page.screen import PageScreen


class FaceScreen(PageScreen):
    def __init__(self, say: Say) -> None:
        super().__init__("face", say)
