"""Programs' own lines of commands, run in this process: the second an interpreter takes to start is saved each time."""

import contextlib
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from acceptance_platform.__main__ import main as platform_main
from offline_queue.__main__ import main as queue_main


def ask_platform(data: Path, *arguments: object, given: str = "") -> str:
    """What an administrator runs beside the running platform; ``given`` is typed into it. Raises ``RuntimeError``."""
    return _said(platform_main, ("--data", data, *arguments), given)


def ask_queue(state: Path, *arguments: object) -> str:
    """What a technician runs beside the running agent. Raises ``RuntimeError``."""
    return _said(queue_main, ("--state", state, *arguments), "")


def _said(main: Callable[[Sequence[str]], int], arguments: Sequence[object], given: str) -> str:
    output, usual = io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(given)
    try:
        with contextlib.redirect_stdout(output):
            code = main([str(argument) for argument in arguments])
    finally:
        sys.stdin = usual
    if code:
        raise RuntimeError(f"{main.__module__} {arguments[2]} ended with {code}: {output.getvalue()[-800:]}")
    return output.getvalue()
