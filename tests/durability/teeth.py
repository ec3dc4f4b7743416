"""Lets the harness run on a planted bug, with the part of it that must notice."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from tests.durability.crossing import crossing
from tests.durability.exploring import check_station, explore, explore_platform, explore_station
from tests.durability.lives import record_life, recorded_visit
from tests.durability.station_checks import nonce_faults
from tests.durability.town import Town

Bite = Callable[[Town, str], str]
"""How the bug of that name shows; empty: it does not."""
_STATES = 1500
_Timed = Callable[[Town, str, float], str]
"""With the seconds a delivery may take."""


def _patiently(bite: _Timed) -> Bite:
    """A delivery with a bug may never end: it is given little time, and more on a busy machine where nothing showed."""

    def bitten(town: Town, bug: str) -> str:
        return bite(town, bug, 4.0) or bite(town, bug, 30.0) if bug else bite(town, bug, 20.0)

    return bitten


def _visit_states(town: Town, bug: str) -> str:
    """Of what shows before anything is sent."""
    recording = recorded_visit(town, town.copy_state(f"{bug}-visit"), bug)[0].recording()
    return _first(explore(recording, partial(check_station, town), town.folder, limit=_STATES, seed=1, most=1).examples)


def _nonces(town: Town, bug: str) -> str:
    recording = recorded_visit(town, town.copy_state(f"{bug}-visit"), bug)[0].recording()
    return _first(nonce_faults(recording.written()))


def _station_states(town: Town, bug: str, seconds: float) -> str:
    life = record_life(town, f"{bug or 'clean'}-{seconds}-life", station_bug=bug, seconds=seconds)
    return _first(explore_station(town, life, town.folder, limit=_STATES, seed=1, most=1).examples)


def _platform_states(town: Town, bug: str, seconds: float) -> str:
    life = record_life(town, f"{bug or 'clean'}-{seconds}-life", platform_bug=bug, seconds=seconds)
    return _first(explore_platform(life, town.folder, limit=_STATES, seed=1, most=1).examples)


def _line(town: Town, bug: str, seconds: float, fault: str, step: str, refused: int = 0) -> str:
    line = crossing(town, f"{bug or 'clean'}-{seconds}-{step}", 2)
    line.go([(step, fault)], station_bug=bug, seconds=seconds)
    return _first(line.faults(refused=refused))


def _a_day_later(town: Town, bug: str, seconds: float) -> str:
    """The answer to the completion is lost, and the line stays down for more than a day."""
    line = crossing(town, f"{bug or 'clean'}-{seconds}-day", 1)
    line.go([("completion", "black hole")], seconds=seconds / 6)
    line.go(platform_bug=bug, hours=25, seconds=seconds)
    return _first(line.faults())


def _order(town: Town, bug: str) -> str:
    """Several travel at once; but what was promised first does not come last."""
    line = crossing(town, f"{bug or 'clean'}-order", 16, backwards=True)
    line.go(station_bug=bug)
    arrived = line.order_of_arrival()
    late = arrived.index(line.promised[0]) > arrived.index(line.promised[-1])
    return "the clock put the last before the first" if late else ""


def _first(found: Sequence[object]) -> str:
    return str(found[0]) if found else ""


BITES: Mapping[str, Bite] = {
    "synchronous-normal": _visit_states,
    "no-folder-sync": _visit_states,
    "promise-before-commit": _visit_states,
    "purge-before-acknowledgement": _patiently(_station_states),
    "empty-on-upgrade": _visit_states,
    "offset-before-sync": _patiently(_platform_states),
    "key-in-another-transaction": _patiently(_platform_states),
    "one-nonce": _nonces,
    "new-id-on-retry": _patiently(partial(_line, fault="reply lost", step="manifest")),
    "drop-on-4xx": _patiently(partial(_line, fault="refused", step="manifest", refused=1)),
    "key-of-a-day": _patiently(_a_day_later),
    "wall-clock-order": _order,
}
