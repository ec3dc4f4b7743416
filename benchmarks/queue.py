"""Durable enqueue: a sealed case of four pages of 500 KB, beside a bare loop that does only what durability needs."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from pyrage import x25519

from benchmarks.draft import draft_of
from benchmarks.report import Report, interleaved
from domain.clock import SystemClock, SystemIds
from domain.contract.enrolment import Node, Recipient
from offline_queue.outbox import NewPage, Outbox
from offline_queue.page_files import PageFiles
from offline_queue.station import Station, StationEnrolment
from offline_queue.store import Store

PAGES = 4
PAGE_BYTES = 500_000
CASES = 12
REPEATS = 5
PRODUCERS = 8
SMALL = 160


def run() -> Report:
    with tempfile.TemporaryDirectory() as folder:
        ours, one_by_one = _ours(Path(folder) / "ours"), _ours(Path(folder) / "single", together=False)
        bare = _bare(Path(folder) / "bare")
        page_alone = _ours(Path(folder) / "pages", together=False, commit=False)
        seconds = interleaved(REPEATS, ours=ours, one_by_one=one_by_one, bare=bare, page_alone=page_alone)
        group = {at: _producers(Path(folder) / f"group-{at}", at) for at in (1, PRODUCERS)}
        small = interleaved(REPEATS, one=group[1], many=group[PRODUCERS])
    per_second = {name: CASES / taken for name, taken in seconds.items()}
    figures = {
        "cases_per_s": per_second["ours"],
        "cases_per_s_page_by_page": per_second["one_by_one"],
        "page_kept_ms": seconds["page_alone"] / CASES / PAGES * 1000,
        "small_entries_per_s_8_producers": SMALL / small["many"],
    }
    ratios = {
        "enqueue_vs_raw_sqlite": per_second["ours"] / per_second["bare"],
        "group_commit_gain": small["one"] / small["many"],
    }
    return Report(
        "queue", figures | counted_syncs(), ratios, {"bare files and SQLite": {"cases_per_s": per_second["bare"]}}
    )


def _opened(root: Path) -> tuple[Outbox, SystemIds]:
    station = Station(root)
    station.queue.mkdir(parents=True)
    clock = SystemClock()
    ids = SystemIds(clock)
    files = PageFiles(station.pages, station.quarantine)
    files.prepare()
    return Outbox(_enrolment(ids.new_id()), Store.open(station.database), files, clock, ids), ids


def _ours(root: Path, *, together: bool = True, commit: bool = True, cases: int = CASES) -> Callable[[], None]:
    """``together``: the pages of a case are there at once, as from a pile or a folder; else each is kept alone."""
    outbox, ids = _opened(root)
    data = os.urandom(PAGE_BYTES)

    def enqueue() -> None:
        for _ in range(cases):
            case_id = ids.new_id()
            pages = [NewPage("m1", number + 1, "image/jpeg", "C", data) for number in range(PAGES)]
            if together:
                kept = outbox.keep_pages(case_id, pages)
            else:
                kept = tuple(outbox.keep_page(case_id, page) for page in pages)
            if commit:
                outbox.commit(draft_of(case_id, kept, ids.new_token()))

    return enqueue


def _producers(root: Path, producers: int) -> Callable[[], None]:
    """Entries without pages from so many threads at once; every commit returns only when it is durable."""
    outbox, ids = _opened(root)

    def produce(count: int) -> None:
        for _ in range(count):
            outbox.commit(draft_of(ids.new_id(), (), ids.new_token()))

    def enqueue() -> None:
        threads = [threading.Thread(target=produce, args=(SMALL // producers,)) for _ in range(producers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    return enqueue


def counted_syncs() -> dict[str, float]:
    """``fsync`` and ``fdatasync`` counted by strace in a process of its own; nothing where strace is missing."""
    strace = shutil.which("strace")
    if strace is None:
        return {}
    figures = {}
    for name, arguments in (("syncs_per_case", "True, True"), ("syncs_per_page_alone", "False, False")):
        counts = [_syncs(strace, arguments, cases) for cases in (2, 12)]
        figures[name] = (counts[1] - counts[0]) / 10 / (1 if name.endswith("case") else PAGES)
    return figures


def _syncs(strace: str, arguments: str, cases: int) -> int:
    """Counts of two lengths are subtracted, so that opening the store does not count."""
    program = f"from benchmarks.queue import enqueue_once; enqueue_once({arguments}, {cases})"
    command = [strace, "-f", "-qq", "-e", "trace=fsync,fdatasync", "-e", "signal=none", sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent)
    return len(re.findall(r"\bf(?:data)?sync\(", done.stderr))


def enqueue_once(together: bool, commit: bool, cases: int) -> None:
    """For :func:`counted_syncs`."""
    with tempfile.TemporaryDirectory() as folder:
        _ours(Path(folder) / "s", together=together, commit=commit, cases=cases)()


def _enrolment(device_id: str) -> StationEnrolment:
    recipient = Recipient(key_id="k1", suite="age-v1", public_key=str(x25519.Identity.generate().to_public()))
    node = Node(code="N1", name="N1", region="330281", region_name="余姚市")
    return StationEnrolment(
        url="https://127.0.0.1:1",
        device_id=device_id,
        device_no="0001",
        kind="kiosk",
        node=node,
        recipients=(recipient,),
        verification_keys=(),
    )


def _bare(root: Path) -> Callable[[], None]:
    """The same bytes, unsealed, with the fewest syncs that are safe: each file, the folder once, one commit a case."""
    root.mkdir(parents=True)
    line = sqlite3.connect(root / "bare.db", isolation_level=None)
    line.execute("pragma journal_mode = wal")
    line.execute("pragma synchronous = full")
    line.execute("create table cases (number integer primary key, body text)")
    data = os.urandom(PAGE_BYTES)

    def enqueue() -> None:
        for _ in range(CASES):
            digests = [_write(root, os.urandom(16) + data) for _ in range(PAGES)]
            directory = os.open(root, os.O_RDONLY)
            os.fsync(directory)
            os.close(directory)
            line.execute("insert into cases (body) values (?)", (" ".join(digests) + "x" * 3000,))

    return enqueue


def _write(folder: Path, content: bytes) -> str:
    digest = sha256(content).hexdigest()
    temporary = folder / f"{digest}.tmp"
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(folder / digest)
    return digest
