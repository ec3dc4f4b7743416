"""``./run bench privacy --times 200``: visits of every way at a supervised kiosk with a platform behind it, each ended,
then searched for: nothing of the citizen in any file of the kiosk, in shared memory, or in a process that is left.

``--only WAY`` of :data:`benchmarks.private_ways.WAYS`. Before a visit ends its own memory is searched as well: the
search must find what is there. The platform and the simulators are other machines and are not looked at.
"""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle, islice
from pathlib import Path

import psutil

from benchmarks.kiosk_desk import CARD, Desk
from benchmarks.private_ways import SECRETS, WAYS, make_stick
from benchmarks.report import Report
from benchmarks.supervised_kiosk import SupervisedKiosk
from benchmarks.sync_site import PlatformProcess
from benchmarks.traces import in_files, in_process, needles, shared_folders
from demo.waiting import until
from devices.catalog import DeviceSpec
from offline_queue.catalogue_mirror import refresh
from offline_queue.http_transport import Transport
from offline_queue.station import Station

_PATIENCE_S = 60.0
_WANTED = needles(SECRETS)
_NUMBER = CARD["number"].encode()


ROUND = 5
"""After so many visits the processes that are left are searched; disk and shared memory after each."""


def run(times: int = 20, only: str = "", totals: Path | None = None) -> Report:
    """``totals``: a line a visit that left nothing."""
    ways = [only] if only else list(WAYS)
    with hall() as (kiosk, desk):
        for number, way in enumerate(islice(cycle(ways), times), 1):
            visit(kiosk, desk, way)
            if number % ROUND == 0 or number == times:
                search_processes(kiosk)
                _note(totals, min(ROUND, number % ROUND or ROUND))
    figures = {"visits": float(times), "ways": float(len(ways)), "hits": 0.0}
    if totals is not None:
        figures["visits_of_all_runs"] = float(len(totals.read_text("utf-8").splitlines()))
    return Report("privacy", figures, {}, {})


def search_processes(kiosk: SupervisedKiosk) -> None:
    if found := {str(pid): hits for pid in kiosk.left() if (hits := in_process(pid, _WANTED))}:
        raise RuntimeError(f"left behind in processes: {found}")


def _note(totals: Path | None, visits: int) -> None:
    if totals is not None:
        with totals.open("a", encoding="utf-8") as file:
            file.write("left nothing\n" * visits)


def visit(kiosk: SupervisedKiosk, desk: Desk, way: str) -> None:
    """One, to its end, with the next home screen in sight."""
    go, end = WAYS[way]
    pid = kiosk.at_home(seconds=_PATIENCE_S)
    go(kiosk, desk)
    if _NUMBER not in in_process(pid, (_NUMBER,)):
        raise RuntimeError(f"{way}: the search does not find what is there")
    end(kiosk)
    until("the visit is gone", lambda: not psutil.pid_exists(pid), _PATIENCE_S)
    kiosk.at_home(pid, seconds=_PATIENCE_S)
    if found := in_files(_WANTED, kiosk.folder, *shared_folders(kiosk.process.pid)):
        raise RuntimeError(f"{way} left behind: {found}")


@contextmanager
def hall() -> Iterator[tuple[SupervisedKiosk, Desk]]:
    """A kiosk on a desk with a stick plugged in, enrolled at a platform of its own."""
    with tempfile.TemporaryDirectory(prefix="ow") as name, tempfile.TemporaryDirectory(prefix="ow") as aside:
        platform = PlatformProcess(Path(aside))
        try:
            station = platform.station(Path(aside) / "state")
            with closing(Transport.for_station(station, station.enrolment().url, _PATIENCE_S)) as transport:
                refresh(transport, station)
            stick = make_stick(Path(aside) / "stick")
            with Desk(Path(aside)) as desk:
                kiosk = _kiosk(Path(name), desk, station, stick)
                try:
                    yield kiosk, desk
                finally:
                    kiosk.stop()
        finally:
            platform.close()


def _kiosk(folder: Path, desk: Desk, station: Station, stick: Path) -> SupervisedKiosk:
    extra = (DeviceSpec("stick", "folder", str(stick)),)
    station.root.rename(folder / "state")
    return SupervisedKiosk(folder, desk, extra=extra)
