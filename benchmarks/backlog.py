"""An agent in front of 5,000 cases with 20 GB of pages: memory, start, what waiting and looking cost without a line,
and its memory while all its lanes send to a real platform on loopback (which will refuse what nobody sealed).

The pages are files of their full size with holes in them, each with bytes of its own, so that every digest is true and
everything that reads them reads 500 KB; only the disk has less to hold. Rows are made by the queue's own code.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil

from benchmarks.report import Report
from benchmarks.slow_disk import ROOT
from benchmarks.sync_site import PlatformProcess
from domain.clock import SystemClock, SystemIds
from domain.contract.submission import SealedObject, SubmissionManifest
from offline_queue import entries, sealed_forms
from offline_queue.page_files import PageFiles
from offline_queue.projection import Projection
from offline_queue.station import Station, StationEnrolment
from offline_queue.store import Store, Transaction

CASES = 5_000
PAGES = 8
PAGE_BYTES = 500_000
WATCHED_SECONDS = 40.0
"""Longer than the agent takes to read its list anew."""
NOBODY = "https://127.0.0.1:9"
_MEBI = 1 << 20


def run() -> Report:
    with tempfile.TemporaryDirectory(prefix="onewindow-backlog-") as folder:
        platform = PlatformProcess(Path(folder))
        try:
            empty, full = platform.station(Path(folder) / "empty"), platform.station(Path(folder) / "full")
            Store.open(empty.database).close()
            _fill(full)
            started_empty = _agent(empty)["ready_s"]
            figures = _agent(full, _watch)
            figures["recovery_s"] = figures["ready_s"] - started_empty
            figures |= _looks(full)
            figures |= _agent(full, _delivering, f"https://127.0.0.1:{platform.port}")
        finally:
            platform.close()
    return Report("backlog", {"cases": CASES, "gigabytes": CASES * PAGES * PAGE_BYTES / 1e9} | figures, {}, {})


def _fill(station: Station) -> None:
    files, enrolment = PageFiles(station.pages, station.quarantine), station.enrolment()
    files.prepare()
    store = Store.open(station.database)
    with store.transaction() as transaction:
        for number, pages in enumerate(_piles(files)):
            _add(transaction, enrolment, number, pages)
    store.close()


def _piles(files: PageFiles) -> Iterator[list[SealedObject]]:
    """The pages of each case."""
    zeros = bytes(PAGE_BYTES - 16)
    for _ in range(CASES):
        pile = []
        for _ in range(PAGES):
            head = os.urandom(16)
            digest = hashlib.sha256(head + zeros).hexdigest()
            with files.path(digest).open("wb") as file:
                file.write(head)
                file.truncate(PAGE_BYTES)
            pile.append(SealedObject(digest=digest, size=PAGE_BYTES, role="page"))
        yield pile


def _add(transaction: Transaction, enrolment: StationEnrolment, number: int, pages: list[SealedObject]) -> None:
    case_id = SystemIds(SystemClock()).new_id()
    form = os.urandom(2500)
    digest = hashlib.sha256(form).hexdigest()
    manifest = SubmissionManifest(
        submission_id=case_id,
        case_id=case_id,
        kind="new",
        temporary_no=f"3302810001202611{number:05d}",
        item_code="DEMO-016",
        catalogue_version="1",
        form_version="1",
        device_id=enrolment.device_id,
        node_code=enrolment.node.code,
        handed_in_at=datetime.now(UTC),
        clock_confidence="unsynchronised",
        token_digest=digest,
        suite="age-v1",
        key_ids=tuple(recipient.key_id for recipient in enrolment.recipients),
        objects=(SealedObject(digest=digest, size=len(form), role="form"), *pages),
    )
    entries.add_entry(transaction, manifest, "benchmark")
    sealed_forms.add_form(transaction, case_id, digest, form)


Watch = Callable[[psutil.Process], dict[str, float]]


def _agent(station: Station, watch: Watch | None = None, url: str = NOBODY) -> dict[str, float]:
    """The real one, ended by SIGTERM."""
    command = [sys.executable, "-m", "offline_queue", "--state", str(station.root), "run", "--url", url]
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as agent:
        assert agent.stdout is not None
        agent.stdout.readline()
        ready = time.perf_counter() - started
        seen = psutil.Process(agent.pid)
        figures = watch(seen) if watch else {}
        if url == NOBODY:
            figures |= {"ready_s": ready, "memory_at_ready_mb": _memory(seen)}
        agent.terminate()
    return figures


def _watch(agent: psutil.Process) -> dict[str, float]:
    """Twice so long: memory that grows shows in the second half."""
    busy, figures = sum(agent.cpu_times()[:2]), {}
    for half in (1, 2):
        time.sleep(WATCHED_SECONDS)
        figures[f"memory_after_{half * WATCHED_SECONDS:.0f}_s_mb"] = _memory(agent)
    busy = sum(agent.cpu_times()[:2]) - busy
    return figures | {"idle_cpu_percent": busy / (2 * WATCHED_SECONDS) * 100}


def _delivering(agent: psutil.Process) -> dict[str, float]:
    """The most of many looks, and how much more that is at the end than in the middle: what grows with every hand-in
    may stay below any bound while somebody looks."""
    thirds = [_most(agent, WATCHED_SECONDS / 2) for _ in range(3)]
    return {"memory_delivering_mb": max(thirds), "grown_while_delivering_mb": thirds[2] - thirds[1]}


def _most(agent: psutil.Process, seconds: float) -> float:
    most, end = 0.0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        most = max(most, _memory(agent))
        time.sleep(0.05)
    return most


def _memory(agent: psutil.Process) -> float:
    return agent.memory_info().rss / _MEBI


def _looks(station: Station) -> dict[str, float]:
    projection = Projection.open(station)
    looks: dict[str, Callable[[], object]] = {
        "summary_ms": projection.summary, "forecast_ms": projection.forecast, "entries_ms": projection.entries,
    }  # fmt: skip
    found = {}
    for name, look in looks.items():
        started = time.perf_counter()
        for _ in range(5):
            look()
        found[name] = (time.perf_counter() - started) / 5 * 1000
    projection.close()
    return found
