"""The life of what else travels, recorded on both sides at once: drafts saved, left, given up, carried to the platform
by the agent and handed in; packets exported, relayed, taken in and settled."""

import shutil
from pathlib import Path

from tests.durability.delivering import deliver, has_travelled
from tests.durability.lives import Life
from tests.durability.town import Town
from tests.durability.traced import Child, Recorder
from tests.durability.travel_checks import USB


def record_travels(town: Town, name: str) -> Life:
    station, data = town.copy_state(f"{name}-state"), town.copy_platform(f"{name}-platform")
    exported_onto(town, data, name)
    ours, theirs = Recorder(station.queue), Recorder(data, skip=("keys", "catalogue"))
    said: list[str] = []

    def done(child: Child) -> None:
        ours.add(child)
        said.extend(child.said())

    with town.serving(data, trace=True) as (url, platform):
        for task, arguments in (("drafting", ("",)), ("drafted_hand_in", ("",))):
            done(town.runner.run(task, station.root, *arguments, trace=True))
        done(town.runner.run("courier", station.root, url, trace=True))
        done(deliver(town, station, url, trace=True, seconds=60.0, until_done=has_travelled))
    theirs.add(platform)
    taken_in = town.runner.run("taken_in", data, trace=True)
    theirs.add(taken_in)
    originals = {path.stem: path.read_bytes() for path in (data / "sealed").iterdir()}
    return Life(ours.recording(), theirs.recording(), originals, tuple(said), platform.said() + taken_in.said())


def exported_onto(town: Town, data: Path, name: str) -> frozenset[str]:
    """The packets of another station, on a stick beside the platform's own files: one recording and one strike reach
    both. Answers their submissions."""
    other = town.copy_state(f"{name}-other-state")
    town.runner.run("several", other.root, "", 2, "")
    said = town.runner.run("courier", other.root, "").said()
    shutil.copytree(other.queue / USB, data / USB)
    shutil.rmtree(other.root)
    return frozenset(words.split()[1] for words in said if words.startswith("exported"))
