"""Opens every crash state of a recorded life with the product's own code."""

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from offline_queue.station import Station
from tests.durability.crash_states import CrashState, CrashStates, Recording
from tests.durability.key_checks import station_key_faults
from tests.durability.lives import Life
from tests.durability.platform_checks import platform_faults
from tests.durability.station_checks import Fault, station_faults
from tests.durability.tally import Tally
from tests.durability.town import Town

Check = Callable[[Path, CrashState], Sequence[Fault]]


def explore(recording: Recording, check: Check, folder: Path, *, limit: int, seed: int, most: int = 10) -> Tally:
    """Up to ``limit`` distinct states; stops early at ``most`` faulty ones."""
    tally = Tally()
    faulty = 0
    for number, state in enumerate(CrashStates(recording, seed).sample(limit)):
        root = folder / f"state-{number}"
        faults = check(root, state)
        shutil.rmtree(root)
        tally.count("crash_states", faults, f"{state.how} at {state.position}")
        faulty += bool(faults)
        if faulty >= most:
            break
    return tally


def check_station(town: Town, root: Path, state: CrashState) -> Sequence[Fault]:
    """``root`` does not exist yet."""
    station = Station(root)
    station.queue.mkdir(parents=True)
    state.image.write(station.queue)
    return station_faults(station, state.marks, town.keys)


def check_whole_station(root: Path, state: CrashState) -> Sequence[Fault]:
    """By the keys that are on this disk: what they cannot verify, the next start cannot either."""
    station = Station(root)
    state.image.write(root)
    faults = [Fault("lost", words) for words in station_key_faults(station, state.marks)]
    return faults or station_faults(station, state.marks, station.enrolment().verification_keys)


def explore_station(town: Town, life: Life, folder: Path, *, limit: int, seed: int, most: int = 10) -> Tally:
    check = check_whole_station if life.whole_station else partial(check_station, town)
    return explore(life.station, check, folder, limit=limit, seed=seed, most=most)


def explore_platform(life: Life, folder: Path, *, limit: int, seed: int, most: int = 10) -> Tally:
    def check(root: Path, state: CrashState) -> Sequence[Fault]:
        root.mkdir()
        state.image.write(root)
        return platform_faults(root, state.marks, life.originals)

    return explore(life.platform, check, folder, limit=limit, seed=seed, most=most)
