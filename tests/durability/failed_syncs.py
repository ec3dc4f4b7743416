"""A delivery in which one sync of the agent or of the platform fails, with the power cuts that may come later: whatever
was promised or told after it rests on another sync, and on what was written once more."""

import contextlib
import shutil
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from demo.waiting import TookTooLong, until
from offline_queue.station import Station
from tests.durability.call_warden import NEVER, Strike
from tests.durability.crash_states import CrashState, CrashStates
from tests.durability.delivering import has_travelled
from tests.durability.exploring import Check
from tests.durability.platform_checks import platform_faults
from tests.durability.station_checks import Fault, station_faults
from tests.durability.town import Town, port_of
from tests.durability.traced import LOOK_SECONDS, Child, Recorder

Ended = Callable[[Child], None]
Side = Literal["agent", "platform"]
_CASES = 2
_SECONDS = 60.0


@dataclass
class _Scene:
    station: Station
    data: Path
    said: tuple[str, ...]
    """Before the delivery."""


class FailedSyncs:
    """``killed``: who met the error is killed at once, and begun again: it can tell nobody. ``cuts``: power cuts of
    each run."""

    def __init__(self, town: Town, side: Side, *, killed: bool, cuts: int) -> None:
        self._town = town
        self._side = side
        self._killed = killed
        self._cuts = cuts
        self.cut_states = 0
        self.uncounted = 0
        """Runs that ended before the sync to be struck, and those in which the kill met a call that was carried out all
        the same: recordings of these are not looked at."""

    def __str__(self) -> str:
        return f"{self._side}{' killed' * self._killed}"

    def syncs(self) -> int:
        """Of a run in which all succeed."""
        scene = self._scene()
        ran: list[Child] = []
        self._run(scene, Strike("EIO", 0, syncs=True), ran.append, trace=False)
        self._clear(scene)
        (child,) = ran
        assert child.warden is not None
        return len(child.warden.calls)

    def strike(self, strike: Strike) -> list[Fault]:
        """Threads meet in another order each time: a strike may come after the last sync of its run."""
        scene = self._scene()
        root = scene.station.queue if self._side == "agent" else scene.data
        recorder = Recorder(root, skip=("keys", "catalogue"))
        agreed: list[bool] = []

        struck: list[bool] = []

        def recorded(child: Child) -> None:
            recorder.add(child)
            agreed.append(recorder.agrees())
            struck.append(child.warden is not None and child.warden.struck)

        self._run(scene, strike, recorded, trace=True)
        faults = [] if has_travelled(scene.station) else [Fault("lost", "not delivered")]
        self.uncounted += not (all(agreed) and any(struck))
        check, states = self._check(scene), CrashStates(recorder.recording(), seed=strike.at)
        for number, state in enumerate(states.sample(self._cuts) if all(agreed) else ()):
            place = self._town.folder / f"failed-state-{number}"
            faults += check(place, state)
            shutil.rmtree(place)
            self.cut_states += 1
        self._clear(scene)
        return faults

    def _scene(self) -> _Scene:
        station, data = self._town.copy_state("failed-state"), self._town.copy_platform("failed-platform")
        run = self._town.runner.run
        said = run("several", station.root, "", _CASES, "").said() + run("drafting", station.root, "").said()
        return _Scene(station, data, said)

    def _clear(self, scene: _Scene) -> None:
        for folder in (scene.station.root, scene.data):
            shutil.rmtree(folder)

    def _check(self, scene: _Scene) -> Check:
        originals = {path.stem: path.read_bytes() for path in (scene.data / "sealed").iterdir()}

        def station(root: Path, state: CrashState) -> Sequence[Fault]:
            state.image.write(Station(root).queue)
            return station_faults(Station(root), (*scene.said, *state.marks), self._town.keys)

        def platform(root: Path, state: CrashState) -> Sequence[Fault]:
            root.mkdir()
            state.image.write(root)
            # A part whose sync failed is given up: what was told of it before has to come once more.
            told = [words for words in state.marks if not words.startswith("offset ")]
            return platform_faults(root, told, originals)

        return station if self._side == "agent" else platform

    def _run(self, scene: _Scene, strike: Strike, ended: Ended, *, trace: bool) -> None:
        """``ended``: told of whoever ran on the side that is struck, one after the other, before the next begins."""
        start = partial(self._town.runner.start, trace=trace)
        agent = ("agent", scene.station.root)
        if self._side == "agent":
            with self._town.serving(scene.data) as (url, _):
                begin = partial(start, *agent, url, "", "pieces")
                self._lives(scene, begin(strike=(scene.station.queue, strike)), begin, ended)
            return
        platform = start("platform", scene.data, 0, "", 0, strike=(scene.data, NEVER))
        port = port_of(platform)
        assert platform.warden is not None
        platform.warden.arm(strike)
        sender = self._town.runner.start(*agent, f"https://127.0.0.1:{port}", "", "pieces")
        try:
            self._lives(scene, platform, partial(start, "platform", scene.data, port, "", 0), ended)
        finally:
            sender.signal(signal.SIGTERM)
            sender.wait()

    def _lives(self, scene: _Scene, first: Child, begin: Callable[[], Child], ended: Ended) -> None:
        warden = first.warden
        assert warden is not None
        _wait(lambda: warden.struck or not first.runs() or has_travelled(scene.station))
        if self._killed and warden.struck:
            first.signal(signal.SIGKILL)
        _wait(lambda: has_travelled(scene.station) or not first.runs())
        running = first
        if not first.runs():
            first.wait()
            ended(first)
            running = begin()
            _wait(lambda: has_travelled(scene.station))
        running.signal(signal.SIGTERM)
        running.wait()
        ended(running)


def _wait(done: Callable[[], bool]) -> None:
    with contextlib.suppress(TookTooLong):
        until("the delivery goes on", done, _SECONDS, LOOK_SECONDS)
