"""The life of an application that is continued at another station, which learns the platform's new keys meanwhile:
recorded there with all of its state folder, and on the platform."""

from offline_queue.station import Station
from tests.durability.delivering import deliver, has_travelled
from tests.durability.lives import Life
from tests.durability.platform_tasks import NOWHERE
from tests.durability.town import Town
from tests.durability.traced import Child, Recorder


def record_continuing(town: Town, name: str) -> Life:
    """One station begins and leaves; the platform gets other keys and starts again; another station goes on, breaks
    off, hears of the keys while the draft travels, gets a new key of its own, goes on again and hands in."""
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
    permit = town.runner.run("permitted", data, Station(town.neighbour).enrolment().device_id, trace=True)
    done(permit)
    ticket = permit.said()[0].removeprefix("ticket ")

    said: list[str] = []
    with town.serving(data, trace=True) as (url, platform):
        station = town.copy_neighbour(f"{name}-state", url)
        ours = Recorder(station.root)

        def recorded(child: Child) -> None:
            ours.add(child)
            said.extend(child.said())

        for task in ("continued", "continued_hand_in"):
            recorded(town.runner.run(task, station.root, code, trace=True))
            recorded(deliver(town, station, url, trace=True, seconds=60.0, until_done=has_travelled))
            if task == "continued":
                recorded(town.runner.run("renewed", station.root, ticket.replace(NOWHERE, url), trace=True))
    done(platform)
    originals = {path.stem: path.read_bytes() for path in (data / "sealed").iterdir()}
    return Life(ours.recording(), theirs.recording(), originals, tuple(said), tuple(told), whole_station=True)
