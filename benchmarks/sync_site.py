"""A real platform in a process of its own and stations with their agents, for benchmarks."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.draft import draft_of
from demo.own_commands import ask_platform
from domain.clock import SystemClock, SystemIds
from domain.contract.enrolment import EnrolmentTicket
from offline_queue.agent_report import read_report
from offline_queue.enrolment import enrol
from offline_queue.outbox import NewPage, Outbox
from offline_queue.projection import EntryView, Projection
from offline_queue.station import Station

_ROOT = Path(__file__).parent.parent
_LOOK_SECONDS = 0.005


class PlatformProcess:
    def __init__(self, folder: Path) -> None:
        self._data = folder / "platform"
        self.ask("init", "--demo")
        self._child = _start("acceptance_platform", "--data", self._data, "run", "--port", "0")
        self.port = int(_ready(self._child)[1])

    def station(self, root: Path, kind: str = "kiosk", node: str = "330281-K01") -> Station:
        """Enrolled over loopback; its agent may be told another way."""
        url = f"https://127.0.0.1:{self.port}"
        station = Station(root)
        line = self.ask("ticket", "--kind", kind, "--node", node, "--url", url)
        enrol(station, EnrolmentTicket.decode(line))
        return station

    def close(self) -> None:
        _end(self._child)

    def ask(self, *arguments: object, given: str = "") -> str:
        return ask_platform(self._data, *arguments, given=given)


def hand_in(station: Station, cases: int, pages: int, page_bytes: int) -> int:
    """Commits cases with random pages; answers how many sealed bytes they are."""
    clock = SystemClock()
    ids = SystemIds(clock)
    with contextlib.closing(Outbox.open(station, clock, ids)) as outbox:
        for _ in range(cases):
            case_id = ids.new_id()
            kept = tuple(outbox.keep_page(case_id, _page(at + 1, page_bytes)) for at in range(pages))
            outbox.commit(draft_of(case_id, kept, ids.new_token()))
    return sum(entry.bytes_total for entry in entries(station))


def _page(number: int, size: int) -> NewPage:
    return NewPage("m1", number, "image/jpeg", "C", b"\xff\xd8\xff\xe0" + os.urandom(size - 4))


def entries(station: Station) -> tuple[EntryView, ...]:
    with contextlib.closing(Projection.open(station)) as projection:
        return projection.entries()


@contextlib.contextmanager
def agent(station: Station, url: str) -> Iterator[None]:
    child = _start("offline_queue", "--state", station.root, "run", "--url", url)
    try:
        _ready(child)
        yield
    finally:
        _end(child)


def until_connected(station: Station, give_up_s: float) -> None:
    """The agent has heard the platform. Raises ``TimeoutError``."""
    end, clock = time.perf_counter() + give_up_s, SystemClock()
    while not read_report(station.agent_file, clock).connected:
        if time.perf_counter() > end:
            raise TimeoutError
        time.sleep(_LOOK_SECONDS)


def until_confirmed(station: Station, give_up_s: float) -> float:
    """``perf_counter`` of the moment every entry was confirmed. Raises ``TimeoutError``."""
    return _until(station, give_up_s, lambda found: all(entry.state == "confirmed" for entry in found))


def until_numbered(station: Station, give_up_s: float) -> float:
    """``perf_counter`` of the moment every entry had the platform's number."""
    return _until(station, give_up_s, lambda found: all(entry.official_no for entry in found))


def _until(station: Station, give_up_s: float, done: Callable[[Sequence[EntryView]], bool]) -> float:
    end = time.perf_counter() + give_up_s
    with contextlib.closing(Projection.open(station)) as projection:
        while not done(projection.entries()):
            if time.perf_counter() > end:
                raise TimeoutError
            time.sleep(_LOOK_SECONDS)
    return time.perf_counter()


def _start(*arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def _end(child: "subprocess.Popen[str]") -> None:
    child.terminate()
    child.wait()
    assert child.stdout is not None
    child.stdout.close()


def _ready(child: "subprocess.Popen[str]") -> list[str]:
    assert child.stdout is not None
    return child.stdout.readline().split()
