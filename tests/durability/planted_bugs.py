"""Twelve durability bugs to be caught (R14 of the promise), each put into a child process of the harness and nowhere
else. Every one of them is a bug that queues in the field have had.
"""

from collections.abc import Callable

from tests.durability import planted_platform_bugs, planted_station_bugs


def plant(name: str) -> None:
    """Into this process. Empty: none."""
    if name:
        (BUGS | LATER)[name]()


BUGS: dict[str, Callable[[], None]] = {**planted_station_bugs.BUGS, **planted_platform_bugs.BUGS}
LATER: dict[str, Callable[[], None]] = {**planted_station_bugs.LATER}
"""Bugs we had ourselves, found since."""
