"""The kiosk's visit beside an empty PySide6 full-screen window: start, standby, memory, screens, and stalls of a scan.

Every subject is a process of its own without a display; they take turns, with bytecode, as installed. A start ends
with the first painted home screen, on which a touch already counts; ``cold_serving_ms`` when what serves it is there.
Memory is PSS (``smaps_rollup``) when everything is loaded. ``standby_raise_ms`` runs from the word to a warm visit to
its painted home screen.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.report import Report
from benchmarks.sync_site import PlatformProcess, agent
from offline_queue.station import Station

REPEATS = 5
_SETTLE_S = 2.5
_GIVE_UP_S = 30.0


def run() -> Report:
    with tempfile.TemporaryDirectory(prefix="ow") as name, _station(Path(name)) as station:
        config = Path(name) / "kiosk.toml"
        config.write_text(f"state = {json.dumps(str(station.root))}\nrun_agent = false\n", encoding="utf-8")
        cold: dict[str, list[tuple[float, float]]] = {"ours": [], "empty": []}
        raised = []
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(name) / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        serving = []
        for number in range(REPEATS + 1):
            ours, served = _cold("visit", str(config), "--stand-alone", ready="raised")
            empty, _ = _cold("empty", ready="painted")
            if number == 0:
                continue  # It compiled the program, as an installation does, and saw the home screen.
            cold["ours"].append(ours)
            cold["empty"].append(empty)
            serving.append(served)
            raised.append(_raise(str(config)))
        screens = json.loads(_answer("screens"))
        with _scanner(Path(name)) as (scanner, control):
            scan = json.loads(_answer("scan", str(station.root), scanner, control))
    ours, empty = ({"cold_start_ms": statistics.median(start for start, _ in runs),
                    "pss_mb": statistics.median(memory for _, memory in runs)} for runs in cold.values())  # fmt: skip
    figures = ours | {"standby_raise_ms": statistics.median(raised), "standby_raise_max_ms": max(raised),
                      "cold_serving_ms": statistics.median(serving),
                      "transition_p95_ms": statistics.quantiles(screens, n=20)[18], **scan}  # fmt: skip
    ratios = {"cold_start_vs_empty": ours["cold_start_ms"] / empty["cold_start_ms"],
              "rss_vs_empty": ours["pss_mb"] / empty["pss_mb"]}  # fmt: skip
    return Report("kiosk", figures, ratios, {"empty window": empty})


@contextmanager
def _station(folder: Path) -> Iterator[Station]:
    """Enrolled at a real platform, with the catalogue its agent fetched."""
    platform = PlatformProcess(folder)
    try:
        station = platform.station(folder / "station")
        with agent(station, f"https://127.0.0.1:{platform.port}"):
            end = time.monotonic() + _GIVE_UP_S
            while not station.catalogue_file.exists():
                if time.monotonic() > end:
                    raise TimeoutError
                time.sleep(0.05)
        yield station
    finally:
        platform.close()


@contextmanager
def _scanner(folder: Path) -> Iterator[tuple[str, str]]:
    control = str(folder / "scanner.control")
    command = [sys.executable, "-m", "devices.document_scanner.simulator", "--port", "0", "--control", control]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        yield f"http://127.0.0.1:{child.stdout.readline().split()[1]}/eSCL", control
    finally:
        child.terminate()
        child.wait()


def _start(*subject: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.kiosk_subjects", *subject],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _cold(*subject: str, ready: str) -> tuple[tuple[float, float], float]:
    """Milliseconds from the start of the process to the first paint, and its memory in MB when all is loaded; then
    milliseconds to the word ``ready``."""
    started = time.perf_counter()
    child = _start(*subject)
    try:
        heard = _hear(child, {"painted", ready})
        time.sleep(_SETTLE_S)
        return ((heard["painted"] - started) * 1000, _pss_mb(child.pid)), (heard[ready] - started) * 1000
    finally:
        child.kill()
        child.communicate()


def _raise(config: str) -> float:
    child = _start("visit", config)
    try:
        _hear(child, {"ready"})
        time.sleep(_SETTLE_S)
        assert child.stdin is not None
        started = time.perf_counter()
        child.stdin.write("raise\n")
        child.stdin.flush()
        _hear(child, {"painted"})
        return (time.perf_counter() - started) * 1000
    finally:
        child.kill()
        child.communicate()


def _hear(child: "subprocess.Popen[str]", words: set[str]) -> dict[str, float]:
    """When each word came first, whatever their order: a first visit is raised before it has painted."""
    assert child.stdout is not None
    heard: dict[str, float] = {}
    for line in child.stdout:
        heard.setdefault(line.strip(), time.perf_counter())
        if words <= heard.keys():
            return heard
    raise RuntimeError(f"it ended without {words - heard.keys()}")


def _answer(*subject: str) -> str:
    child = _start(*subject)
    said, _ = child.communicate(timeout=_GIVE_UP_S * 6)
    if child.returncode:
        raise RuntimeError(subject[0])
    return said.strip().splitlines()[-1]


def _pss_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no Pss")
