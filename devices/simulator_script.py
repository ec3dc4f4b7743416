"""A script of what happens to a simulator, one file format for all of them.

TOML, a list of steps; each does one action of the simulator's control (see its module), with its arguments::

    simulator = "card"                # which one of the demonstration, and what its panel calls the script; optional
    title = "读卡器报文损坏 torn frames"

    [[step]]
    when = { reads = 1 }              # wait until the simulator's ``state`` says so,
    within = 600                      # so many seconds at most (30)
    after = 0.5                       # and so many seconds more, or after the step before; without it at once
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
_LOOK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Step:
    do: str
    arguments: Mapping[str, Any] = field(default_factory=dict, repr=False)
    after: float = 0.0
    when: Mapping[str, Any] = field(default_factory=dict)
    within: float = WAIT_SECONDS


@dataclass(frozen=True, slots=True)
class Script:
    steps: tuple[Step, ...]
    simulator: str = ""
    title: str = ""


def read_script(words: str) -> Script:
    """Raises ``ValueError`` with the number of the step that makes no sense."""
    table = tomllib.loads(words)
    steps = table.pop("step", None)
    if not isinstance(steps, list) or not table.keys() <= {"simulator", "title"}:
        raise ValueError("a script is a list of [[step]]")
    made = tuple(_step(number, dict(step)) for number, step in enumerate(steps, start=1))
    return Script(made, str(table.get("simulator", "")), str(table.get("title", "")))


def _step(number: int, table: dict[str, Any]) -> Step:
    do, when = table.pop("do", None), table.pop("when", {})
    after, within = table.pop("after", 0.0), table.pop("within", WAIT_SECONDS)
    seconds = all(isinstance(given, int | float) and given >= 0 for given in (after, within))
    if not isinstance(do, str) or not isinstance(when, dict) or not seconds:
        message = f"step {number}"
        raise ValueError(message)
    return Step(do, table, float(after), when, float(within))


def play(control: Path, steps: tuple[Step, ...], told: Callable[[Step], None] = lambda _: None) -> None:
    """Blocks until the last step is done. Raises ``RuntimeError`` with the simulator's words for an action that it
    refuses, ``TimeoutError`` for a ``when`` that does not come true, ``OSError`` if the simulator is gone."""
    for step in steps:
        _await(control, step)
        time.sleep(step.after)
        ask(control, step.do, **step.arguments)
        told(step)


def _await(control: Path, step: Step) -> None:
    end = time.monotonic() + step.within
    while step.when and any(ask(control, "state").get(name) != value for name, value in step.when.items()):
        if time.monotonic() > end:
            message = f"never true: {', '.join(step.when)}"
            raise TimeoutError(message)
        time.sleep(_LOOK_SECONDS)


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m devices.simulator_script", description="Play a fault script.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--control", type=Path, required=True, help="the simulator's socket")
    arguments = parser.parse_args(words)
    try:
        script = read_script(arguments.file.read_text(encoding="utf-8"))
        play(arguments.control, script.steps, lambda step: print(step.do))
    except (OSError, RuntimeError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
