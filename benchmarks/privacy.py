"""``./run bench privacy --times 200``: visits of every way at a supervised kiosk with a platform behind it, each ended,
then searched for: nothing of the citizen in any file of the kiosk, in shared memory, or in a process that is left.

``--only WAY`` of :data:`benchmarks.private_ways.WAYS`; ``--totals FILE`` gets a line a visit that left nothing, by its
way, and a run begins with the ways that have the fewest. Before a visit ends its own memory is searched as well: the
search must find what is there, its number at least; in the first visit of a way everything is looked for, and
``secrets_seen`` of ``secrets`` were found so in some visit.
The platform and the simulators are other machines and are not looked at.
"""

from collections import Counter
from collections.abc import Callable, Collection
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import psutil

from benchmarks.kiosk_desk import CARD
from benchmarks.private_hall import whole_hall
from benchmarks.private_ways import SECRETS, WAYS, go_on
from benchmarks.report import Report
from benchmarks.supervised_kiosk import Ending, SupervisedKiosk
from benchmarks.traces import in_files, in_process, needles, shared_folders
from demo.waiting import until

_PATIENCE_S = 90.0
_WANTED = needles(SECRETS)
_NUMBER = CARD["number"].encode()
ROUND = 5
"""After so many visits the processes that are left are searched; disk and shared memory after each."""


def run(times: int = 24, only: str = "", totals: Path | None = None) -> Report:
    past = Counter(totals.read_text("utf-8").splitlines() if totals is not None and totals.exists() else ())
    ways = [only] if only else list(WAYS)
    first = min(range(len(ways)), key=lambda at: past[ways[at]])
    first -= WAYS[ways[first]][0] is go_on and not only  # It needs what the way before it keeps.
    done: list[str] = []
    seen: set[bytes] = set()
    with whole_hall() as one:
        for number, way in enumerate(islice(cycle(ways), first, first + times), 1):
            go, end = WAYS[way]
            look_for = (_NUMBER,) if past[way] else _WANTED
            seen |= visit(one.kiosk, way, partial(go, one), end, look_for)
            one.town.line("put")
            done.append(way)
            if number % ROUND == 0 or number == times:
                search_processes(one.kiosk)
                _note(totals, done)
                past.update(done)
                done = []
    figures = {
        "visits": float(times),
        "ways": float(len(ways)),
        "secrets": float(len(SECRETS)),
        "secrets_seen": float(sum(bool(seen & set(needles([secret]))) for secret in SECRETS)),
        "hits": 0.0,
    }
    if totals is not None:
        figures["visits_of_all_runs"] = float(past.total())
        figures["fewest_of_a_way"] = float(min(past[way] for way in ways))
    return Report("privacy", figures, {}, {})


def search_processes(kiosk: SupervisedKiosk, wanted: Collection[bytes] = _WANTED) -> None:
    if found := {str(pid): hits for pid in kiosk.left() if (hits := in_process(pid, wanted))}:
        raise RuntimeError(f"left behind in processes: {found}")


def _note(totals: Path | None, done: list[str]) -> None:
    if totals is not None:
        with totals.open("a", encoding="utf-8") as file:
            file.writelines(f"{way}\n" for way in done)


def visit(
    kiosk: SupervisedKiosk, way: str, go: Callable[[], None], end: Ending, look_for: Collection[bytes] = (_NUMBER,)
) -> set[bytes]:
    """One, to its end, with the next home screen in sight; what of ``look_for`` its own memory held before."""
    pid = kiosk.at_home(seconds=_PATIENCE_S)
    go()
    if _NUMBER not in (held := in_process(pid, look_for)):
        raise RuntimeError(f"{way}: the search does not find what is there")
    end(kiosk)
    until("the visit is gone", lambda: not psutil.pid_exists(pid), _PATIENCE_S)
    kiosk.at_home(pid, seconds=_PATIENCE_S)
    if found := in_files(_WANTED, kiosk.folder, *shared_folders(kiosk.process.pid)):
        raise RuntimeError(f"{way} left behind: {found}")
    return held
