"""The life of what else travels, recorded on both sides at once: drafts saved, left, given up, carried to the platform
by the agent and handed in; packets exported, relayed, taken in and settled."""

from tests.durability.delivering import deliver, has_travelled
from tests.durability.lives import Life
from tests.durability.town import Town
from tests.durability.traced import Child, Recorder


def record_travels(town: Town, name: str) -> Life:
    station, data = town.copy_state(f"{name}-state"), town.copy_platform(f"{name}-platform")
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
    originals = {path.stem: path.read_bytes() for path in (data / "sealed").iterdir()}
    return Life(ours.recording(), theirs.recording(), originals, tuple(said), platform.said())
