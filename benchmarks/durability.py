"""Durability: what the harness of ``tests/durability`` finds, in figures. ``./run bench durability`` takes minutes.

``python -m benchmarks.durability --long`` goes on until every part has reached its goal, the part that is furthest from
it next, and adds up in ``--tally FOLDER`` (by default outside the repository), so that it can be ended at any time and
begun again.
"""

import argparse
import os
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks.report import Report
from tests.durability.call_filter import CAN_STRIKE
from tests.durability.call_warden import KILL
from tests.durability.campaign import PARTS, SIDES, Part
from tests.durability.power_cuts.system_image import why_no_machine
from tests.durability.tally import KINDS, Tally, add_to_file
from tests.durability.teeth import BITES
from tests.durability.town import Town, found_town
from tests.durability.traced import HAS_STRACE, runner

COUNTED = (
    "crash_states", "kills", "random_kills", "disk_faults", "failed_syncs", "line_faults", "machine_steps",
    "clock_steps", "power_cuts", *KINDS, "planted_caught", "planted",
)  # fmt: skip
TALLY = "tally.json"
STRUCK = {"disk_faults": ("EIO", "ENOSPC"), "kills": (KILL,)}
"""Every call: of enqueue and drafts by each, of what delivers by one of them in turn."""


@dataclass(frozen=True, slots=True)
class Task:
    """What one process does: a part, or a slice of it."""

    part: str
    do: Callable[[], Tally]


def run(only: str | None = None) -> Report:
    """On all cores, each task in a process with children of its own: twice as many as cores, for most wait for theirs.
    ``only``: some parts, by the names their seconds have in the table, with commas between."""
    tally, seconds, started = Tally(), Counter[str](), time.monotonic()
    tasks = [task for task in _tasks() if only is None or task.part in only.split(",")]
    with ProcessPoolExecutor(2 * (os.cpu_count() or 1)) as hands:
        under_way = [(task.part, hands.submit(_timed, task)) for task in tasks]
        for part, one in under_way:
            done, taken = one.result()
            tally.add(done)
            seconds[f"seconds_{part}"] += taken
    report = _report(tally, time.monotonic() - started)
    return replace(report, figures=report.figures | seconds)


def _tasks() -> list[Task]:
    """The longest first, so that all cores end together."""
    sides = SIDES if CAN_STRIKE else ()
    struck = [Task(part, partial(_struck, side, kinds)) for part, kinds in STRUCK.items() for side in reversed(sides)]
    whole = [Task(part.figure, partial(_whole, part, size)) for part in _possible() for size in _slices(part)]
    return [*struck, *whole, Task("planted", _teeth)]


def _slices(part: Part) -> list[int]:
    whole, rest = divmod(part.bench, part.slice)
    return [part.slice] * whole + [rest] * bool(rest)


def _timed(task: Task) -> tuple[Tally, float]:
    started = time.monotonic()
    return task.do(), time.monotonic() - started


def _whole(part: Part, wanted: int) -> Tally:
    tally, chance = Tally(), random.Random()
    with runner() as (server, folder):
        town = found_town(server, folder)
        while tally.figures[part.figure] < wanted:
            tally.add(part.run(town, wanted - tally.figures[part.figure], chance))
    return tally


def _struck(side: Callable[[Town, tuple[str, ...], random.Random, int], Tally], kinds: tuple[str, ...]) -> Tally:
    with runner() as (server, folder):
        return side(found_town(server, folder), kinds, random.Random(), len(kinds))


def _teeth() -> Tally:
    tally = Tally()
    with runner() as (server, folder):
        town = found_town(server, folder)
        for bug, bite in BITES.items():
            tally.figures["planted"] += 1
            tally.figures["planted_caught"] += bool(HAS_STRACE and bite(town, bug))
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.durability")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--long", action="store_true", help="until every part has reached its goal; adds up")
    home = Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local/state"))
    parser.add_argument("--only", choices=[part.figure for part in PARTS], help="one part of a long run")
    parser.add_argument("--tally", type=Path, default=home / "onewindow" / "durability", metavar="FOLDER")
    arguments = parser.parse_args()
    report = _long(arguments.tally, arguments.only) if arguments.long else run()
    print(report.as_json() if arguments.json else report.as_table())
    return 1 if any(report.figures[kind] for kind in KINDS) else 0


def _long(folder: Path, only: str | None) -> Report:
    total, chance = add_to_file(folder / TALLY, Tally()), random.Random()
    started = time.monotonic()
    chosen = [part for part in _possible() if only in (None, part.figure)]
    while open_parts := [part for part in chosen if total.figures[part.figure] < part.long]:
        part = min(open_parts, key=lambda one: total.figures[one.figure] / one.long)
        total = add_to_file(folder / TALLY, _slice(part, chance))
        print({name: total.figures[name] for name in COUNTED}, *total.examples, file=sys.stderr, flush=True)
    return _report(total, time.monotonic() - started)


def _slice(part: Part, chance: random.Random) -> Tally:
    """With processes of its own. One that breaks off is told in words and ends nothing else."""
    with runner() as (server, folder):
        try:
            return part.run(found_town(server, folder), part.slice, chance)
        except Exception as error:  # noqa: BLE001 - hours of work go on; what broke is in the tally
            traceback.print_exc()
            return Tally(Counter(broken_off=1), [f"{part.figure} broke off: {type(error).__name__} {error}"])


def _possible() -> list[Part]:
    return [
        part
        for part in PARTS
        if (HAS_STRACE or not part.needs_strace)
        and (CAN_STRIKE or not part.needs_strikes)
        and not (part.needs_machine and why_no_machine())
    ]


def _report(tally: Tally, seconds: float) -> Report:
    for example in tally.examples:
        print(example, file=sys.stderr)
    figures: dict[str, float] = {name: tally.figures[name] for name in COUNTED}
    return Report("durability", {**figures, "seconds": seconds}, {}, {})


if __name__ == "__main__":
    sys.exit(main())
