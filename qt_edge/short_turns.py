"""Threads of a process with a window take short turns, so that a touch never waits for workers."""

import sys

_SECONDS = 0.0005


def take_short_turns() -> None:
    """Every call into Qt gives Python away and has to ask for it again. While a worker computes, each asking takes as
    long as a turn, five milliseconds unless told otherwise, and a screen that changes asks a dozen times."""
    sys.setswitchinterval(_SECONDS)
