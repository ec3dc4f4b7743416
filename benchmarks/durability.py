"""Durability: what the harness of ``tests/durability`` finds, in figures. ``./run bench durability`` takes minutes.

``python -m benchmarks.durability --long --states 1000000`` goes on until so many crash states were opened and adds
everything to a file that later runs go on from (``--tally``, by default outside the repository).
"""

import argparse
import itertools
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.report import Report
from tests.durability.crossing import crossing
from tests.durability.exploring import explore_platform, explore_station
from tests.durability.faulty_front import FAULTS, STEPS
from tests.durability.injection import ERRORS, Striker
from tests.durability.lives import record_life
from tests.durability.tally import KINDS, Tally, add_to_file
from tests.durability.teeth import BITES
from tests.durability.town import Town, found_town
from tests.durability.traced import HAS_STRACE, WHY_NOT, runner

STATES = 20_000
STATION_SHARE, PLATFORM_SHARE = 3_500, 1_500
"""States of one recorded life, on either side."""
WAYS = ("pieces", "packets")
COUNTED = ("crash_states", "kills", "io_faults", "connection_faults", *KINDS, "planted_caught", "planted")


def run() -> Report:
    tally = Tally()
    started = time.monotonic()
    with runner() as (server, folder):
        town = found_town(server, folder)
        for part in (_kills, _disk_errors, _line_faults, _teeth):
            part(town, tally)
        _states(town, tally, STATES)
    return _report(tally, time.monotonic() - started)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.durability")
    parser.add_argument("--long", action="store_true", help="until the sum of all runs has so many states")
    parser.add_argument("--states", type=int, default=1_000_000)
    home = Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local/state"))
    parser.add_argument("--tally", type=Path, default=home / "onewindow" / "durability.json")
    arguments = parser.parse_args()
    if not arguments.long:
        print(run().as_table())
        return 0
    if not HAS_STRACE:
        print(WHY_NOT, file=sys.stderr)
        return 1
    return _long(arguments.states, arguments.tally)


def _long(wanted: int, path: Path) -> int:
    total = add_to_file(path, Tally())
    started, before = time.monotonic(), total.figures["crash_states"]
    while total.figures["crash_states"] < wanted:
        tally = Tally()
        with runner() as (server, folder):
            town = found_town(server, folder)
            for part in (_kills, _disk_errors, _line_faults):
                part(town, tally)
            _states(town, tally, min(STATES, wanted - total.figures["crash_states"]))
        total = add_to_file(path, tally)
        rate = (total.figures["crash_states"] - before) / (time.monotonic() - started)
        print({name: total.figures[name] for name in COUNTED}, f"{rate:.0f} states/s", *total.examples, flush=True)
    return 1 if total.faults else 0


def _states(town: Town, tally: Tally, wanted: int) -> None:
    if not HAS_STRACE:
        return
    for number in itertools.count():
        left = wanted - tally.figures["crash_states"]
        if left <= 0:
            return
        way = WAYS[number % 2]
        name, seed = f"life-{number}", random.randrange(1 << 30)
        life = record_life(town, name, way=way)
        tally.add(Tally(examples=[str(fault) for fault in life.static_faults()]))
        tally.add(explore_station(town, life, town.folder, limit=min(left, STATION_SHARE), seed=seed))
        left = wanted - tally.figures["crash_states"]
        if left > 0:
            tally.add(explore_platform(life, town.folder, limit=min(left, PLATFORM_SHARE), seed=seed))
        for kind in ("state", "platform"):
            shutil.rmtree(town.folder / f"{name}-{kind}")


def _kills(town: Town, tally: Tally) -> None:
    _strike(town, tally, "enqueue", lambda striker: striker.kills(), states=0)


def _disk_errors(town: Town, tally: Tally) -> None:
    _strike(town, tally, "stubborn", lambda striker: striker.errors(ERRORS), states=4)


def _strike(
    town: Town, tally: Tally, task: str, injections: Callable[[Striker], Iterator[tuple[str, str]]], states: int
) -> None:
    if not HAS_STRACE:
        return
    striker = Striker(town, task)
    for what, injection in injections(striker):
        tally.add(striker.strike(what, injection, states=states if "sync" in injection else 0))
    if states:
        for limit in striker.short_writes():
            tally.add(striker.cut_short(limit))


def _line_faults(town: Town, tally: Tally) -> None:
    for number, way in enumerate(WAYS * 3):
        plan = [(step, fault) for step in STEPS for fault in FAULTS if (step == "packet") == (way == "packets")]
        random.shuffle(plan)
        line = crossing(town, f"line-{number}", len(plan))
        line.go(plan, way=way, seconds=60)
        tally.count("connection_faults", line.faults(), way, len(line.done))
        shutil.rmtree(line.station.root)
        shutil.rmtree(line.data)


def _teeth(town: Town, tally: Tally) -> None:
    for bug, bite in BITES.items():
        tally.figures["planted"] += 1
        tally.figures["planted_caught"] += bool(HAS_STRACE and bite(town, bug))


def _report(tally: Tally, seconds: float) -> Report:
    for example in tally.examples:
        print(example, file=sys.stderr)
    figures: dict[str, float] = {name: tally.figures[name] for name in COUNTED}
    return Report("durability", {**figures, "seconds": seconds}, {}, {})


if __name__ == "__main__":
    sys.exit(main())
