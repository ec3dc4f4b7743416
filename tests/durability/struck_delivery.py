"""A delivery of two cases and of drafts, struck on either side: each case is confirmed once on both sides afterwards,
and no draft is lost."""

import contextlib
import shutil
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from demo.waiting import TookTooLong, until
from domain.failures import FailureCode
from offline_queue import entries
from offline_queue.asked_again import try_again
from offline_queue.entry_states import EntryState
from offline_queue.station import Station
from offline_queue.store import Store
from tests.durability.call_warden import KILL, NEVER, Strike
from tests.durability.delivering import has_travelled, is_done, states, troubles
from tests.durability.platform_checks import platform_faults
from tests.durability.station_checks import Fault, promises, station_faults
from tests.durability.town import Town, port_of
from tests.durability.traced import LOOK_SECONDS, Child
from tests.durability.travel_checks import travels

_CASES = 2
_STRUCK_SECONDS, _SECONDS = 20.0, 120.0


@dataclass
class _Line:
    """One platform that lives through all strikes, always at the same port."""

    town: Town
    data: Path
    port: int = 0
    child: Child | None = None
    told: list[str] = field(default_factory=list)

    def up(self) -> Child:
        """Begun again when it is not running."""
        if self.child is None:
            self.child = self.town.runner.start("platform", self.data, self.port, "", 0, strike=(self.data, NEVER))
            self.port = int(port_of(self.child))
        return self.child

    def fell(self) -> None:
        assert self.child is not None
        self.child.wait()
        self.told += self.child.said()
        self.child = None

    def down(self) -> None:
        if self.child is not None:
            self.child.signal(signal.SIGTERM)
            self.fell()


class Struck:
    """Every run begins from a new station; the platform lives through all of them."""

    def __init__(self, town: Town, name: str, way: str = "pieces") -> None:
        self._town = town
        self._way = way
        self._agents: list[Child] = []
        self.in_front_of_a_person = 0
        """Hand-ins that ended there, in all strikes."""
        self._line = _Line(town, town.copy_platform(f"{name}-platform"))

    def close(self) -> list[Fault]:
        """What the platform, looked at once more after all strikes, does not hold."""
        self._line.down()
        told = [one for one in self._line.told if not one.startswith("offset")]
        faults = platform_faults(self._line.data, told, {})
        taken = {tuple(words.split()[1:]) for words in told if words.startswith("taken ")}
        if len(taken) != len({one for one, _ in taken}):
            faults.append(Fault("twice", "a case was given two numbers"))
        shutil.rmtree(self._line.data)
        return faults

    def _cases(self) -> tuple[Station, tuple[str, ...]]:
        """Hand-ins and unfinished applications."""
        station = self._town.copy_state("struck")
        handed_in = self._town.runner.run("several", station.root, "", _CASES, "").said()
        drafted = self._town.runner.run("drafting", station.root, "").said()
        assert len(promises(handed_in).cases) == len(travels(drafted).drafts) == _CASES
        self._agents = []
        return station, handed_in + drafted

    def _agent(self, station: Station, strike: Strike, way: str = "") -> Child:
        url = f"https://127.0.0.1:{self._line.port}"
        struck = (self._struck_folder(station, strike), strike)
        agent = self._town.runner.start("agent", station.root, url, "", way or self._way, strike=struck)
        self._agents.append(agent)
        return agent

    def _struck_folder(self, station: Station, strike: Strike) -> Path:
        return station.pages if strike.reads else station.queue

    def _words(self, said: Sequence[str]) -> list[str]:
        """Those of the agents too: what a platform holds may go."""
        return [*said, *(words for agent in self._agents for words in agent.said())]

    def _delivered(self, station: Station) -> bool:
        """A new agent, with time, delivers what is left."""
        if has_travelled(station):
            return True
        agent = self._agent(station, NEVER, "patient")
        with contextlib.suppress(TookTooLong):
            until("everything is delivered", lambda: has_travelled(station), _SECONDS, LOOK_SECONDS)
        agent.signal(signal.SIGTERM)
        agent.wait()
        return has_travelled(station)

    def _faults(self, station: Station, said: Sequence[str]) -> list[Fault]:
        found = station_faults(station, self._words(said), self._town.keys)
        held = states(station)
        if [held.get(one) for one in promises(said).cases] != ["confirmed"] * _CASES:
            found.append(Fault("lost", f"ended as {troubles(station)}"))
        self._forget(station)
        return found

    def _forget(self, station: Station) -> None:
        shutil.rmtree(station.root)


class StruckAgent(Struck):
    def calls(self, watch: Strike = NEVER) -> Sequence[str]:
        self._line.up()
        station, _ = self._cases()
        agent = self._agent(station, watch)
        until("everything is delivered", lambda: has_travelled(station), _SECONDS, LOOK_SECONDS)
        agent.signal(signal.SIGTERM)
        agent.wait()
        self._forget(station)
        assert agent.warden is not None
        return agent.warden.calls

    def strike(self, strike: Strike) -> list[Fault]:
        """Threads meet in another order each time: a strike that came too late in this run counts as one all the
        same, the agent was asked to end before it."""
        self._line.up()
        station, said = self._cases()
        agent = self._agent(station, strike)
        with contextlib.suppress(TookTooLong):
            until(
                "struck dead, or done",
                lambda: not agent.runs() or has_travelled(station),
                _STRUCK_SECONDS,
                LOOK_SECONDS,
            )
        agent.signal(signal.SIGTERM)
        agent.wait()
        faults = station_faults(station, self._words(said), self._town.keys)
        if not self._delivered(station):
            faults.append(Fault("lost", "not delivered"))
        return faults + self._faults(station, said)


class UnreadableQueue(StruckAgent):
    """The disk refuses to read the database, its log or a page, wherever it is read."""

    def calls(self, watch: Strike = NEVER) -> Sequence[str]:
        return super().calls(replace(watch, reads=True))

    def _struck_folder(self, station: Station, _strike: Strike) -> Path:
        return station.queue


class UnreadablePages(StruckAgent):
    """The disk refuses to read sealed pages. The agent lives; what it cannot send it brings before a person, who finds
    it there when the disk reads again."""

    def calls(self, watch: Strike = NEVER) -> Sequence[str]:
        return super().calls(replace(watch, reads=True))

    def strike(self, strike: Strike) -> list[Fault]:
        self._line.up()
        station, said = self._cases()
        agent = self._agent(station, strike)
        warden = agent.warden
        assert warden is not None
        ended = is_done if strike.lasting > 1 else has_travelled
        until(
            "sent, or before a person",
            lambda: not agent.runs() or (warden.struck and ended(station)),
            _SECONDS,
            LOOK_SECONDS,
        )
        faults = [] if agent.runs() else [Fault("lost", "the agent has ended")]
        agent.signal(signal.SIGTERM)
        agent.wait()
        self.in_front_of_a_person += _tried_again(station)
        self._delivered(station)
        return faults + self._faults(station, said)


def _tried_again(station: Station) -> int:
    """As a person asks for each that waits for one; how many."""
    with contextlib.closing(Store.open(station.database)) as store, store.transaction() as transaction:
        waiting = [one for one in entries.open_entries(transaction) if one.state is EntryState.NEEDS_ATTENTION]
        for one in waiting:
            assert one.last_failure == FailureCode.STORE_PAGE_MISSING.value
            try_again(transaction, one.submission_id)
    return len(waiting)


class StruckPlatform(Struck):
    def calls(self) -> Sequence[str]:
        warden = self._line.up().warden
        assert warden is not None
        station, _ = self._cases()
        warden.arm(NEVER)
        assert self._delivered(station)
        self._forget(station)
        return tuple(warden.calls)

    def strike(self, strike: Strike) -> list[Fault]:
        platform = self._line.up()
        assert platform.warden is not None
        station, said = self._cases()
        platform.warden.arm(strike)
        agent = self._agent(station, NEVER)
        with contextlib.suppress(TookTooLong):
            until(
                "struck dead, or done",
                lambda: not platform.runs() or has_travelled(station),
                _STRUCK_SECONDS,
                LOOK_SECONDS,
            )
        if strike.kind == KILL and platform.warden.struck:
            self._line.fell()
            self._line.up()
        with contextlib.suppress(TookTooLong):
            until("everything is delivered", lambda: has_travelled(station), _STRUCK_SECONDS, LOOK_SECONDS)
        agent.signal(signal.SIGTERM)
        agent.wait()
        self._delivered(station)
        return self._faults(station, said)
