"""``./run bench soak --times 1000``: visits one after another at one supervised kiosk, some killed, some hung.

Looked at after every visit, with the next one at home and a warm one behind it: memory of their own, descriptors and
threads of supervisor and agent, of the visit at home, and the bytes on disk and in shared memory. Growth is the
median of the last quarter over that of the second: the first one warms up. A number that grew by more than its
allowance is an error. No platform answers: what killed visits leave for their owners stays, and may take its room.
``--totals FILE`` keeps every row (JSON, one a line) and counts the visits of all runs.
"""

import json
import os
import signal
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from benchmarks.kiosk_desk import Desk
from benchmarks.report import Report
from benchmarks.supervised_kiosk import Act, Ending, SupervisedKiosk, die, fill_form, hang, leave, show_card
from demo.hand import Refused
from demo.waiting import TookTooLong, until
from offline_queue.station import Station

USUAL = 20
_PATIENCE_S = 600.0
_TAIL = 3000
_MEMORY = Path("/dev/shm")
_KINDS: tuple[tuple[Act, Ending], ...] = (
    (show_card, leave), (fill_form, leave), (show_card, leave), (show_card, die), (fill_form, leave),
    (show_card, leave), (fill_form, die), (show_card, leave), (fill_form, leave), (show_card, hang),
)  # fmt: skip
ALLOWED = {"supervisor_mb": 1.0, "agent_mb": 4.0, "visit_mb": 4.0, "descriptors": 0, "threads": 0, "disk_kb": 64.0,
           "shared_folders": 0}  # fmt: skip
_DRAFT_KB = 8.0
"""Of an application without pages, sealed, with its row."""
_LOG_KB = 4200.0
"""SQLite's write-ahead log is begun again after 1,000 pages of 4 KiB."""


@dataclass(frozen=True, slots=True)
class Look:
    supervisor_mb: float
    agent_mb: float
    visit_mb: float
    descriptors: int
    """Of supervisor and agent."""
    threads: int
    disk_kb: float
    """Of the state folder, without the write-ahead log."""
    log_kb: float
    drafts: int
    """Applications left by visits that were killed."""
    shared_folders: int
    next_home_s: float
    """From the end of a visit to the home screen of the next; a hung one is first found out."""


def run(times: int = USUAL, totals: Path | None = None) -> Report:
    with tempfile.TemporaryDirectory(prefix="ow") as name, Desk(Path(name)) as desk:
        kiosk = SupervisedKiosk(Path(name), desk)
        try:
            looks = _visits(kiosk, desk, times, totals)
        except (TookTooLong, Refused) as error:
            raise RuntimeError(f"{error}\n{_last_words(kiosk)}") from error
        finally:
            kiosk.stop()
    figures = {"visits": float(times)} | _growth(looks)
    figures["next_home_p95_s"] = statistics.quantiles([look.next_home_s for look in looks], n=20)[18]
    if totals is not None:
        figures["visits_of_all_runs"] = float(len(totals.read_text("utf-8").splitlines()))
    allowed = ALLOWED | {"disk_kb": ALLOWED["disk_kb"] + _DRAFT_KB * figures["drafts_grown"]}
    grown = {name: figures[f"{name}_grown"] for name, most in allowed.items() if figures[f"{name}_grown"] > most}
    if grown or figures["log_kb"] > _LOG_KB:
        raise RuntimeError(f"grew: {grown}, the write-ahead log has {figures['log_kb']:.0f} KiB")
    return Report("soak", figures, {}, {})


def _visits(kiosk: SupervisedKiosk, desk: Desk, times: int, totals: Path | None) -> list[Look]:
    looks: list[Look] = []
    ended: list[int] = []
    for number in range(times):
        go, end = _KINDS[number % len(_KINDS)]
        ended.append(kiosk.at_home(*ended[-3:], seconds=_PATIENCE_S))
        go(kiosk, desk)
        end(kiosk)
        over = time.monotonic()
        if end is hang:
            _wait_for_end(ended[-1])
        kiosk.at_home(*ended[-3:], seconds=_PATIENCE_S)
        looks.append(_look(kiosk, time.monotonic() - over))
        if totals is not None:
            with totals.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(looks[-1])) + "\n")
    return looks


def _last_words(kiosk: SupervisedKiosk) -> str:
    """Of the logs, which hold nothing personal, and the processes that are left."""
    logs = "\n".join(path.read_text("utf-8", "replace")[-_TAIL:] for path in kiosk.folder.glob("*.log"))
    left = [" ".join((str(pid), psutil.Process(pid).status())) for pid in kiosk.left() if psutil.pid_exists(pid)]
    return f"{logs}\n{left}\nthe screen is {kiosk.hand.look()}"


def _wait_for_end(pid: int) -> None:
    """The robot of a stopped process would keep whoever asks it waiting."""
    try:
        until("the hung visit is ended", lambda: not psutil.pid_exists(pid), _PATIENCE_S)
    except Exception:
        os.kill(pid, signal.SIGKILL)
        raise


def _look(kiosk: SupervisedKiosk, next_home_s: float) -> Look:
    supervisor = psutil.Process(kiosk.process.pid)
    until("a warm visit and the agent", lambda: len(supervisor.children()) >= 3, _PATIENCE_S)
    agent = next(child for child in supervisor.children() if "offline_queue" in child.cmdline())
    visit = psutil.Process(kiosk.at_home(seconds=_PATIENCE_S))
    lasting = (supervisor, agent)
    return Look(
        supervisor_mb=_own_mb(supervisor),
        agent_mb=_own_mb(agent),
        visit_mb=_own_mb(visit),
        descriptors=sum(process.num_fds() for process in lasting),
        threads=sum(process.num_threads() for process in lasting),
        disk_kb=_kb(kiosk.state) - _kb(kiosk.state, "*.db-wal"),
        log_kb=_kb(kiosk.state, "*.db-wal"),
        drafts=_drafts(Station(kiosk.state)),
        shared_folders=len(list(_MEMORY.glob(f"onewindow-visit-{supervisor.pid}-*"))),
        next_home_s=next_home_s,
    )


def _own_mb(process: psutil.Process) -> float:
    """``Private_Dirty`` of proc(5): unlike the proportional share it does not change with what others load."""
    lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty:")) / 1024


def _kb(folder: Path, pattern: str = "*") -> float:
    return sum(file.stat().st_size for file in folder.rglob(pattern) if file.is_file()) / 1024


def _drafts(station: Station) -> int:
    with closing(sqlite3.connect(f"file:{station.database}?mode=ro", uri=True)) as database:
        return int(database.execute("SELECT count(*) FROM draft").fetchone()[0])


def _growth(looks: Sequence[Look]) -> dict[str, float]:
    quarter = max(1, len(looks) // 4)
    early, late = looks[quarter : 2 * quarter] or looks, looks[-quarter:]
    grown = {}
    for name in (*ALLOWED, "log_kb", "drafts"):
        before, after = (statistics.median(getattr(look, name) for look in part) for part in (early, late))
        grown[name] = float(after)
        grown[f"{name}_grown"] = float(after - before)
    return grown
