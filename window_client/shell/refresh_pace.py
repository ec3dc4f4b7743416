"""How long a list that is refreshed behind the clerk's back rests before it is asked for again."""

from collections import deque

_REST = 20
"""Times as long as an answer took: a slow line or platform is left for what somebody does."""
_LONGEST = 60.0
_LOOKED_AT = 3


class RefreshPace:
    """Looks at the fastest of the last answers: a single slow one, like the first over a new line, says nothing of the
    next. All in seconds."""

    def __init__(self, usual: float) -> None:
        self._usual = usual
        self._took: deque[float] = deque(maxlen=_LOOKED_AT)

    def answered(self, took: float) -> float:
        self._took.append(took)
        if len(self._took) < _LOOKED_AT:
            return self._usual
        return max(self._usual, min(_REST * min(self._took), _LONGEST))

    def failed(self) -> float:
        """The usual: a line that returns is to be noticed."""
        self._took.clear()
        return self._usual
