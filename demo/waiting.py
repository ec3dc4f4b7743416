"""Waiting for a condition outside this process, always with an end."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class TookTooLong(Exception):
    """The condition did not come true in time."""


def until(what: str, look: Callable[[], T | None], seconds: float, every: float = 0.03) -> T:
    """The first value of ``look`` that is not ``None`` and not ``False``; it looks ``every`` so many seconds."""
    never = threading.Event()
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found is not None and found is not False:
            return found
        if time.monotonic() > deadline:
            raise TookTooLong(f"{what}: not within {seconds:g} s")
        never.wait(every)
