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

    def __str__(self) -> str:
        return f"{self._side}{' killed' * self._killed}"

    def syncs(self) -> int:
        """Of a run in which all succeed."""
        scene = self._scene()
        (child,) = self._run(scene, Strike("EIO", 0, syncs=True), trace=False)
        self._clear(scene)
        assert child.warden is not None
        return len(child.warden.calls)

    def strike(self, strike: Strike) -> list[Fault]:
        """Threads meet in another order each time: a strike may come after the last sync of its run."""
        scene = self._scene()
        root = scene.station.queue if self._side == "agent" else scene.data
        recorder = Recorder(root, skip=("keys", "catalogue"))
        for child in self._run(scene, strike, trace=True):
            recorder.add(child)
        faults = [] if has_travelled(scene.station) else [Fault("lost", "not delivered")]
        check = self._check(scene)
        for number, state in enumerate(CrashStates(recorder.recording(), seed=strike.at).sample(self._cuts)):
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

    def _run(self, scene: _Scene, strike: Strike, *, trace: bool) -> list[Child]:
        """Whoever ran on the side that is struck, one after the other."""
        start = partial(self._town.runner.start, trace=trace)
        agent = ("agent", scene.station.root)
        if self._side == "agent":
            with self._town.serving(scene.data) as (url, _):
                begin = partial(start, *agent, url, "", "pieces")
                return self._lives(scene, begin(strike=(scene.station.queue, strike)), begin)
        platform = start("platform", scene.data, 0, "", 0, strike=(scene.data, NEVER))
        port = port_of(platform)
        assert platform.warden is not None
        platform.warden.arm(strike)
        sender = self._town.runner.start(*agent, f"https://127.0.0.1:{port}", "", "pieces")
        try:
            return self._lives(scene, platform, partial(start, "platform", scene.data, port, "", 0))
        finally:
            sender.signal(signal.SIGTERM)
            sender.wait()

    def _lives(self, scene: _Scene, first: Child, begin: Callable[[], Child]) -> list[Child]:
        children, warden = [first], first.warden
        assert warden is not None
        _wait(lambda: warden.struck or not first.runs() or has_travelled(scene.station))
        if self._killed and warden.struck:
            first.signal(signal.SIGKILL)
        _wait(lambda: has_travelled(scene.station) or not children[-1].runs())
        if not children[-1].runs():
            children[-1].wait()
            children.append(begin())
            _wait(lambda: has_travelled(scene.station))
        children[-1].signal(signal.SIGTERM)
        children[-1].wait()
        return children


def _wait(done: Callable[[], bool]) -> None:
    with contextlib.suppress(TookTooLong):
        until("the delivery goes on", done, _SECONDS, LOOK_SECONDS)
