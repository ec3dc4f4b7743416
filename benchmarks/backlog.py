"""An agent without a line in front of 5,000 cases with 20 GB of pages: memory, start, what waiting and looking cost.

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

from benchmarks.backlog_station import enrol_without_platform
from benchmarks.report import Report
from benchmarks.slow_disk import ROOT
from domain.clock import SystemClock, SystemIds
from domain.contract.submission import SealedObject, SubmissionManifest
from offline_queue import entries, sealed_forms
from offline_queue.page_files import PageFiles
from offline_queue.projection import Projection
from offline_queue.station import Station
from offline_queue.store import Store, Transaction

CASES = 5_000
PAGES = 8
PAGE_BYTES = 500_000
WATCHED_SECONDS = 40.0
"""Longer than the agent takes to read its list anew."""
_MEBI = 1 << 20


def run() -> Report:
    with tempfile.TemporaryDirectory(prefix="onewindow-backlog-") as folder:
        empty = enrol_without_platform(Path(folder) / "empty")
        Store.open(empty.database).close()
        full = enrol_without_platform(Path(folder) / "full")
        _fill(full)
        started_empty = _agent(empty, 0.0)["ready_s"]
        figures = _agent(full, WATCHED_SECONDS)
        figures["recovery_s"] = figures["ready_s"] - started_empty
        figures |= _looks(full)
    return Report("backlog", {"cases": CASES, "gigabytes": CASES * PAGES * PAGE_BYTES / 1e9} | figures, {}, {})


def _fill(station: Station) -> None:
    files = PageFiles(station.pages, station.quarantine)
    files.prepare()
    store = Store.open(station.database)
    with store.transaction() as transaction:
        for number, pages in enumerate(_piles(files)):
            _add(transaction, number, pages)
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


def _add(transaction: Transaction, number: int, pages: list[SealedObject]) -> None:
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
        device_id="00000000-0000-7000-8000-000000000000",
        node_code="N1",
        handed_in_at=datetime.now(UTC),
        clock_confidence="unsynchronised",
        token_digest=digest,
        suite="age-v1",
        key_ids=("k1",),
        objects=(SealedObject(digest=digest, size=len(form), role="form"), *pages),
    )
    entries.add_entry(transaction, manifest, "benchmark")
    sealed_forms.add_form(transaction, case_id, digest, form)


def _agent(station: Station, watched: float) -> dict[str, float]:
    """The real one, whose platform does not answer; ended by SIGTERM."""
    command = [sys.executable, "-m", "offline_queue", "--state", str(station.root), "run"]
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as agent:
        assert agent.stdout is not None
        agent.stdout.readline()
        ready = time.perf_counter() - started
        seen = psutil.Process(agent.pid)
        figures = {"ready_s": ready, "memory_at_ready_mb": _memory(seen)}
        if watched:
            figures |= _watch(seen, watched)
        agent.terminate()
    return figures


def _watch(agent: psutil.Process, seconds: float) -> dict[str, float]:
    """Twice so long: memory that grows shows in the second half."""
    busy, figures = sum(agent.cpu_times()[:2]), {}
    for half in (1, 2):
        time.sleep(seconds)
        figures[f"memory_after_{half * seconds:.0f}_s_mb"] = _memory(agent)
    busy = sum(agent.cpu_times()[:2]) - busy
    return figures | {"idle_cpu_percent": busy / (2 * seconds) * 100}


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
