"""The scripted life of a case, recorded on both sides at once."""

from dataclasses import dataclass

from offline_queue.station import Station
from tests.durability.crash_states import Recording
from tests.durability.delivering import deliver
from tests.durability.station_checks import Fault, nonce_faults
from tests.durability.town import Town
from tests.durability.traced import Recorder


@dataclass(frozen=True)
class Life:
    station: Recording
    platform: Recording
    originals: dict[str, bytes]
    """Sealed objects that arrived, by digest."""
    state_said: tuple[str, ...]
    platform_said: tuple[str, ...]
    whole_station: bool = False
    """Its whole state folder was recorded, keys and mirror too, and not its queue only."""

    def static_faults(self) -> list[Fault]:
        """What one look at the whole recording tells."""
        return nonce_faults({*self.station.written(), *self.originals.values()})


def record_life(
    town: Town, name: str, *, station_bug: str = "", platform_bug: str = "", way: str = "pieces", seconds: float = 60.0
) -> Life:
    """Older program → upgrade, capture, seal, enqueue → upload, acknowledge, purge; the platform beside it."""
    station, data = town.copy_state(f"{name}-state"), town.copy_platform(f"{name}-platform")
    theirs = Recorder(data, skip=("keys", "catalogue"))
    ours, said = recorded_visit(town, station, station_bug)
    with town.serving(data, bug=platform_bug, trace=True) as (url, platform):
        child = deliver(town, station, url, station_bug, way=way, trace=True, seconds=seconds)
    ours.add(child)
    theirs.add(platform)
    originals = {path.stem: path.read_bytes() for path in (data / "sealed").iterdir()}
    return Life(ours.recording(), theirs.recording(), originals, said, platform.said())


def recorded_visit(town: Town, station: Station, bug: str = "") -> tuple[Recorder, tuple[str, ...]]:
    """Older program → upgrade, capture, seal, enqueue; and what was said."""
    ours, said = Recorder(station.queue), ()
    for task, arguments in (("older", ()), ("visit", (2,))):
        child = town.runner.run(task, station.root, bug, *arguments, trace=True)
        ours.add(child)
        said += child.said()
    return ours, said
