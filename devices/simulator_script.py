"""A script of what happens to a simulator, one file format for all of them.

TOML, a list of steps; each does one action of the simulator's control (see its module), with its arguments::

    [[step]]
    after = 0.5                       # seconds after the step before; without it at once
    when = { reads = 1 }              # wait until the simulator's ``state`` says so
    do = "set_fault"
    fault = "torn_frame"
    at = 3
    times = 1

``python -m devices.simulator_script FILE --control SOCKET`` plays it; so do tests and the demonstration's panel.
"""

import argparse
import sys
import time
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devices.simulator_control import ask

WAIT_SECONDS = 30.0
"""How long ``when`` is waited for."""
_LOOK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Step:
    do: str
    arguments: Mapping[str, Any] = field(default_factory=dict, repr=False)
    after: float = 0.0
    when: Mapping[str, Any] = field(default_factory=dict)


def read_script(words: str) -> tuple[Step, ...]:
    """Raises ``ValueError`` with the number of the step that makes no sense."""
    tables = tomllib.loads(words)
    if set(tables) != {"step"} or not isinstance(tables["step"], list):
        raise ValueError("a script is a list of [[step]]")
    return tuple(_step(number, dict(table)) for number, table in enumerate(tables["step"], start=1))


def _step(number: int, table: dict[str, Any]) -> Step:
    do, after, when = table.pop("do", None), table.pop("after", 0.0), table.pop("when", {})
    if not isinstance(do, str) or not isinstance(after, int | float) or after < 0 or not isinstance(when, dict):
        message = f"step {number}"
        raise ValueError(message)
    return Step(do, table, float(after), when)


def play(control: Path, steps: tuple[Step, ...], told: Callable[[Step], None] = lambda _: None) -> None:
    """Blocks until the last step is done. Raises ``RuntimeError`` with the simulator's words for an action that it
    refuses, ``TimeoutError`` for a ``when`` that does not come true, ``OSError`` if the simulator is gone."""
    for step in steps:
        time.sleep(step.after)
        _await(control, step.when)
        ask(control, step.do, **step.arguments)
        told(step)


def _await(control: Path, when: Mapping[str, Any]) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while when and not when.items() <= ask(control, "state").items():
        if time.monotonic() > end:
            message = f"never true: {', '.join(when)}"
            raise TimeoutError(message)
        time.sleep(_LOOK_SECONDS)


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m devices.simulator_script", description="Play a fault script.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--control", type=Path, required=True, help="the simulator's socket")
    arguments = parser.parse_args(words)
    try:
        steps = read_script(arguments.file.read_text(encoding="utf-8"))
        play(arguments.control, steps, lambda step: print(step.do))
    except (OSError, RuntimeError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
