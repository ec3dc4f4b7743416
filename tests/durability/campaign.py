"""The parts of the harness, each with the figure it adds to and how far it goes in ``./run bench`` and in long runs."""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.durability.any_order import steps_in_any_order
from tests.durability.call_warden import KILL, Strike
from tests.durability.clock_matrix import WRONG, clock_steps
from tests.durability.continuing_life import record_continuing
from tests.durability.crossing import crossing
from tests.durability.exploring import explore_platform, explore_station
from tests.durability.failed_syncs import FailedSyncs
from tests.durability.faulty_front import FAULTS, STEPS
from tests.durability.lives import Life, record_life
from tests.durability.own_process import in_own_process
from tests.durability.power_cuts.cutting import cut_power
from tests.durability.random_cuts import cut_at_random_bytes
from tests.durability.random_kills import UnderLoad
from tests.durability.strikes import KINDS, strike_all
from tests.durability.struck_courier import StruckCourier
from tests.durability.struck_delivery import StruckAgent, StruckPlatform
from tests.durability.struck_enqueue import StruckEnqueue
from tests.durability.struck_import import StruckImport
from tests.durability.tally import Tally
from tests.durability.town import Town
from tests.durability.travelling_life import record_travels

WAYS = ("pieces", "packets")
RECORDED: dict[str, Callable[[Town, str], Life]] = {
    **{way: partial(record_life, way=way) for way in WAYS},
    "travels": record_travels,
    "continuing": record_continuing,
}
"""Lives to be recorded, in folders of that name."""
_STATION_SHARE, _PLATFORM_SHARE = 3_500, 1_500
"""States of one recorded life, on either side."""
Run = Callable[[Town, int, random.Random], Tally]
"""Does about so much more of it."""


@dataclass(frozen=True, slots=True)
class Part:
    figure: str
    run: Run
    bench: int
    long: int
    slice: int
    """How much of it at a time, in long runs."""
    needs_strace: bool = False
    needs_strikes: bool = False
    """See :data:`tests.durability.call_filter.CAN_STRIKE`."""
    needs_machine: bool = False
    """See :func:`tests.durability.power_cuts.system_image.why_no_machine`."""


def states(town: Town, wanted: int, chance: random.Random) -> Tally:
    tally = Tally()
    life = RECORDED[chance.choice(tuple(RECORDED))](town, "life")
    tally.count("lives", life.static_faults())
    seed = chance.randrange(1 << 30)
    tally.add(explore_station(town, life, town.folder, limit=min(wanted, _STATION_SHARE), seed=seed))
    left = wanted - tally.figures["crash_states"]
    if left > 0:
        tally.add(explore_platform(life, town.folder, limit=min(left, _PLATFORM_SHARE), seed=seed))
    for folder in town.folder.glob("life-*"):
        shutil.rmtree(folder)
    return tally


def kills(town: Town, wanted: int, chance: random.Random) -> Tally:
    """``wanted`` passes over every call of enqueue, drafts, courier, import, agent and platform."""
    tally = Tally()
    for _ in range(wanted):
        for side in SIDES:
            tally.add(side(town, (KILL,), chance))
        tally.figures["kill_passes"] += 1
    return tally


def disk_faults(town: Town, wanted: int, chance: random.Random) -> Tally:
    """``wanted`` passes of all kinds over every call of enqueue, drafts, courier, import, agent and platform."""
    tally = Tally()
    for _ in range(wanted):
        for side in SIDES:
            tally.add(side(town, KINDS, chance))
        tally.figures["disk_passes"] += 1
    return tally


def line_steps(town: Town, wanted: int, chance: random.Random) -> Tally:
    """``wanted`` passes of every fault at every step."""
    tally = Tally()
    for way in WAYS * wanted:
        plan = [(step, fault) for step in STEPS for fault in FAULTS if (step == "packet") == (way == "packets")]
        chance.shuffle(plan)
        line = crossing(town, "line", len(plan))
        line.go(plan, way=way, seconds=60)
        tally.count("line_faults", line.faults(), way, len(line.done))
        shutil.rmtree(line.station.root)
        shutil.rmtree(line.data)
    tally.figures["line_passes"] += wanted
    return tally


def random_kills(town: Town, wanted: int, chance: random.Random) -> Tally:
    return UnderLoad(town, "load", chance).round(wanted)


def wrong_clocks(town: Town, wanted: int, _chance: random.Random) -> Tally:
    """``wanted`` passes of every wrong clock before every step, on both sides."""
    tally = Tally()
    for _ in range(wanted):
        tally.add(in_own_process(lambda: clock_steps(town, WRONG)))
    tally.figures["clock_passes"] += wanted
    return tally


def machine(town: Town, wanted: int, chance: random.Random) -> Tally:
    seed = chance.randrange(1 << 30)
    return in_own_process(lambda: steps_in_any_order(town, wanted, seed))


def struck_enqueue(town: Town, kinds: tuple[str, ...], _chance: random.Random, _every: int = 1) -> Tally:
    """Of a station that is new, and of one that has handed in before; drafts on the latter."""
    tally = Tally()
    for task, used in (("enqueue", False), ("enqueue", True), ("drafting", True)):
        subject = StruckEnqueue(town, task, used=used, cuts=4)
        try:
            tally.add(strike_all(subject, kinds))
            tally.figures["crash_states"] += subject.cut_states
        finally:
            subject.close()
    return tally


def failed_syncs(town: Town, wanted: int, chance: random.Random) -> Tally:
    """``wanted`` deliveries, of each of which one or two syncs in a row fail on one side, wherever they fall; who met
    the error is killed, or is not; power cuts of each."""
    tally = Tally()
    subjects = [
        FailedSyncs(town, side, killed=killed, cuts=8) for side in ("agent", "platform") for killed in (False, True)
    ]
    syncs = [subject.syncs() for subject in subjects]
    for _ in range(wanted):
        at = chance.randrange(len(subjects))
        strike = Strike("EIO", chance.randint(1, syncs[at]), lasting=chance.randint(1, 2), syncs=True)
        tally.count("failed_syncs", subjects[at].strike(strike), f"{subjects[at]} {strike}")
    tally.figures["crash_states"] += sum(subject.cut_states for subject in subjects)
    tally.figures["failed_syncs"] -= sum(subject.uncounted for subject in subjects)
    return tally


def struck_agent(town: Town, kinds: tuple[str, ...], chance: random.Random, every: int = 1) -> Tally:
    return _struck_delivery(StruckAgent(town, "struck", chance.choice(WAYS)), kinds, every)


def struck_platform(town: Town, kinds: tuple[str, ...], chance: random.Random, every: int = 1) -> Tally:
    return _struck_delivery(StruckPlatform(town, "struck", chance.choice(WAYS)), kinds, every)


def struck_courier(town: Town, kinds: tuple[str, ...], _chance: random.Random, every: int = 1) -> Tally:
    return _struck_delivery(StruckCourier(town, "struck"), kinds, every)


def struck_import(town: Town, kinds: tuple[str, ...], _chance: random.Random, every: int = 1) -> Tally:
    return _struck_delivery(StruckImport(town, "struck-import"), kinds, every)


def _struck_delivery(
    subject: StruckAgent | StruckPlatform | StruckCourier | StruckImport, kinds: tuple[str, ...], every: int
) -> Tally:
    """``every``: of :func:`tests.durability.strikes.strikes`."""
    tally = strike_all(subject, kinds, every)
    tally.count("struck_platforms", subject.close(), type(subject).__name__)
    return tally


SIDES = (struck_import, struck_courier, struck_enqueue, struck_agent, struck_platform)
PARTS = (
    Part("crash_states", states, 20_000, 1_000_000, 5_000, needs_strace=True),
    Part("kill_passes", kills, 0, 10, 1, needs_strikes=True),
    Part("random_kills", random_kills, 200, 20_000, 200),
    Part("disk_passes", disk_faults, 0, 1, 1, needs_strikes=True),
    Part("failed_syncs", failed_syncs, 40, 1_000, 20, needs_strace=True, needs_strikes=True),
    Part("line_passes", line_steps, 1, 10, 1),
    Part("clock_passes", wrong_clocks, 1, 10, 1),
    Part("power_cuts", cut_power, 0, 500, 20, needs_machine=True),
    Part("byte_faults", cut_at_random_bytes, 1_000, 100_000, 500),
    Part("machine_steps", machine, 50_000, 5_000_000, 20_000),
)
