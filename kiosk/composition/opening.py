"""Whether this terminal serves now, in words."""

from domain.clock import Clock
from domain.text import Text, text
from kiosk.hours import Hours


class Opening:
    def __init__(self, hours: Hours, clock: Clock) -> None:
        self._hours = hours
        self._clock = clock

    def closed(self) -> Text | None:
        """Why nobody can begin now."""
        return self._words("hours.closed") if self._hours.now(self._clock.now()) == "closed" else None

    def closing_soon(self) -> Text | None:
        return self._words("hours.closing_soon") if self._hours.now(self._clock.now()) == "closing_soon" else None

    def is_night(self) -> bool:
        return self._hours.is_night(self._clock.now())

    def _words(self, key: str) -> Text:
        hours = self._hours
        opens, closes = (f"{at:%H:%M}" if at is not None else "" for at in (hours.opens, hours.closes))
        return text(key, closes=closes) if key == "hours.closing_soon" else text(key, opens=opens, closes=closes)
