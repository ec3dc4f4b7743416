"""The life of an application that is continued at another station, which learns the platform's new keys meanwhile:
recorded there with all of its state folder, and on the platform."""

from tests.durability.delivering import deliver, has_travelled
from tests.durability.lives import Life
from tests.durability.town import Town
from tests.durability.traced import Child, Recorder


def record_continuing(town: Town, name: str) -> Life:
    """One station begins and leaves; the platform gets other keys and starts again; another station goes on, breaks
    off, hears of the keys while the draft travels, goes on again and hands in."""
    here, data = town.copy_state(f"{name}-here"), town.copy_platform(f"{name}-platform")
    theirs = Recorder(data, skip=("catalogue",))
    told: list[str] = []

    def done(child: Child) -> None:
        theirs.add(child)
        told.extend(child.said())

    with town.serving(data, trace=True) as (url, platform):
        begun = town.runner.run("begun", here.root).said()
        deliver(town, here, url, until_done=has_travelled)
    done(platform)
    done(town.runner.run("rotated", data, trace=True))
    code = next(words.split()[1] for words in begun if words.startswith("code "))

    said: list[str] = []
    with town.serving(data, trace=True) as (url, platform):
        station = town.copy_neighbour(f"{name}-state", url)
        ours = Recorder(station.root)
        for task in ("continued", "continued_hand_in"):
            going_on = town.runner.run(task, station.root, code, trace=True)
            carrying = deliver(town, station, url, trace=True, seconds=60.0, until_done=has_travelled)
            for child in (going_on, carrying):
                ours.add(child)
                said += child.said()
    done(platform)
    originals = {path.stem: path.read_bytes() for path in (data / "sealed").iterdir()}
    return Life(ours.recording(), theirs.recording(), originals, tuple(said), tuple(told), whole_station=True)
