"""Hand-ins that travel over a faulty line, and what must have become of them on both sides."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from offline_queue.station import Station
from tests.durability.delivering import deliver, states, troubles
from tests.durability.faulty_front import Script, front
from tests.durability.platform_checks import platform_faults
from tests.durability.station_checks import Fault, promises, station_faults
from tests.durability.town import Town


@dataclass
class Crossing:
    """One station with promised cases and one platform; delivered in one or several goes."""

    town: Town
    station: Station
    data: Path
    promised: list[str]
    """Submissions in the order they were promised."""
    said: list[str]
    told: list[str] = field(default_factory=list)
    done: list[tuple[str, str]] = field(default_factory=list)

    def go(
        self, faults: Sequence[tuple[str, str]] = (), *, way: str = "pieces", station_bug: str = "",
        platform_bug: str = "", hours: int = 0, seconds: float = 20.0,
    ) -> None:  # fmt: skip
        """``faults``: (step, fault) for the first cases. ``hours``: how far the platform's clock has gone on."""
        script = Script(dict(zip(self.promised, faults, strict=False)))
        with (
            self.town.serving(self.data, bug=platform_bug, hours=hours) as (url, platform),
            front(script, url, self.data, self.station) as faulty,
        ):
            deliver(self.town, self.station, faulty, station_bug, way=way, seconds=seconds)
        self.told += platform.said()
        self.done += script.done

    def faults(self, *, refused: int = 0) -> list[Fault]:
        """Everything promised is confirmed here and there exactly once, but for so many that a person must see."""
        found = station_faults(self.station, self.said, self.town.keys)
        held = states(self.station)
        counted = Counter(held.get(one, "lost") for one in self.promised)
        if counted["confirmed"] != len(self.promised) - refused or counted["needs_attention"] != refused:
            found.append(Fault("lost", f"ended as {dict(counted)}, {troubles(self.station)}"))
        taken = {tuple(words.split()[1:]) for words in self.told if words.startswith("taken ")}
        if len(taken) != len({one for one, _ in taken}) or not {one for one, _ in taken} <= set(self.promised):
            found.append(Fault("twice", "a case was given two numbers, or two names"))
        found += platform_faults(self.data, [one for one in self.told if not one.startswith("offset")], {})
        return found

    def order_of_arrival(self) -> list[str]:
        return list(dict.fromkeys(words.split()[1] for words in self.told if words.startswith("taken ")))


def crossing(town: Town, name: str, cases: int, *, backwards: bool = False, bug: str = "") -> Crossing:
    """``backwards``: the wall clock loses a year before each case."""
    station, data = town.copy_state(f"{name}-state"), town.copy_platform(f"{name}-platform")
    child = town.runner.run("several", station.root, bug, cases, "backwards" if backwards else "")
    said = list(child.said())
    return Crossing(town, station, data, list(promises(said).cases), said)
