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


def brief_minute(moment: datetime, now: datetime) -> str:
    """``09:05`` of the same day, ``11-20 09:05`` of the same year, else :func:`minute_words`. Both are aware."""
    local, today = moment.astimezone(CHINA), now.astimezone(CHINA)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{local:%m-%d %H:%M}" if local.year == today.year else minute_words(moment)
