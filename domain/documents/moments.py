"""Times as they stand on paper: local, to the minute."""

from datetime import datetime

from domain.clock import CHINA
from domain.text import Text, text


def day_text(moment: datetime) -> Text:
    """``2026年11月20日``. ``moment`` is aware."""
    local = moment.astimezone(CHINA)
    return text("documents.day", year=local.year, month=local.month, day=local.day)


def minute_words(moment: datetime) -> str:
    """``2026-11-20 09:05``. ``moment`` is aware."""
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"
