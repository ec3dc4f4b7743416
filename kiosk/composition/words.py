"""The words of the language this terminal speaks."""

from assets.texts import Texts
from domain.text import Say
from kiosk.settings import Settings


def words(settings: Settings) -> Say:
    return Texts(settings.language)
