"""From committed here to signed for there: our agent beside tuspy, on loopback and on bad lines.

The peer gets the manifest for nothing: only its uploads are timed, while ours are whole hand-ins with
manifest, uploads, completion and the verified signature. All lines run at the same time, each its own.
``_cold``: the agent starts with the hand-in waiting; the same line without that word: it runs and is connected, as at
any station, and the time counts from the commit.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks.paced_line import LineKind, PacedLine
from benchmarks.report import Report
from benchmarks.sync_site import (
    PlatformProcess,
    agent,
    hand_in,
    until_confirmed,
    until_connected,
    until_numbered,
)
from benchmarks.tus_peer import has_javascript, kept_alive, upload_all, upload_all_by_javascript
from offline_queue.station import Station

REPEATS = 3
PROMPT_HAND_INS = 15
MEGABIT = LineKind(1e6, 0.2)
MEGABIT_RESETS = LineKind(1e6, 0.2, reset_every_bytes=300e3)
SLOW_PULLED = LineKind(64e3, 0.2, pulled_every_s=60.0)
SLOW_FAR = LineKind(64e3, 0.8)
_PATIENCE_S, _LONG_PATIENCE_S = 400.0, 3600.0


def run(only: str | None = None) -> Report:
    """``only``: ``long`` for 20 MB over 64 kbit/s, three quarters of an hour, and nothing else."""
    return _long() if only == "long" else _short()


def _long() -> Report:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        platform = PlatformProcess(folder)
        try:
            station = platform.station(folder / "long")
            found = _our_share(platform, station, SLOW_PULLED, (1, 10, 2_000_000), _LONG_PATIENCE_S)
        finally:
            platform.close()
    return Report("sync", {f"{key}_64kbit_cut_60s_20mb": value for key, value in found.items()}, {}, {})


def _short() -> Report:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        platform = PlatformProcess(folder)
        try:
            figures, peers = _loopback(platform, folder)
            figures |= _signed_after_commit(platform, folder / "promptly")
            more, more_peers = _lines(platform, folder)
        finally:
            platform.close()
    ours = figures["loopback_files_per_s"]
    ratios = {
        "loopback_vs_tuspy": ours / peers["loopback_files_per_s"],
        "loopback_vs_tuspy_kept_alive": ours / peers["loopback_kept_alive_files_per_s"],
    }
    more_peers["tuspy"] |= peers
    return Report("sync", figures | more, ratios, more_peers)


Figures = dict[str, float]
Send = Callable[[Station, str, str], object]
PEERS: dict[str, Send] = {"tuspy": upload_all, "tus-js-client": upload_all_by_javascript}


def peers_here() -> dict[str, Send]:
    """Without node a benchmark goes without its client."""
    return {peer: send for peer, send in PEERS.items() if peer != "tus-js-client" or has_javascript()}


def _loopback(platform: PlatformProcess, folder: Path) -> tuple[Figures, Figures]:
    ours, theirs, kept = [], [], []
    for turn in range(REPEATS):
        ours.append(_loopback_ours(platform, folder / f"loopback-{turn}"))
        theirs.append(_loopback_peer(platform, folder / f"peer-{turn}"))
        with kept_alive():
            kept.append(_loopback_peer(platform, folder / f"kept-{turn}"))
    name, peer = "loopback_files_per_s", "loopback_kept_alive_files_per_s"
    return {name: statistics.median(ours)}, {name: statistics.median(theirs), peer: statistics.median(kept)}


def _signed_after_commit(platform: PlatformProcess, root: Path) -> Figures:
    """Of one small hand-in after the other on loopback, by an agent that waits for it."""
    station, taken = platform.station(root), []
    with agent(station, f"https://127.0.0.1:{platform.port}"):
        until_connected(station, _PATIENCE_S)
        for _ in range(PROMPT_HAND_INS):
            hand_in(station, cases=1, pages=1, page_bytes=18_000)
            committed = time.perf_counter()
            taken.append(until_confirmed(station, _PATIENCE_S) - committed)
    return {"signed_after_commit_ms": statistics.median(taken) * 1000}


def _loopback_ours(platform: PlatformProcess, root: Path) -> float:
    station = platform.station(root)
    hand_in(station, cases=4, pages=50, page_bytes=500_000)
    with agent(station, f"https://127.0.0.1:{platform.port}"):
        ready = time.perf_counter()
        return 200 / (until_confirmed(station, _PATIENCE_S) - ready)


def _loopback_peer(platform: PlatformProcess, root: Path) -> float:
    station = platform.station(root)
    hand_in(station, cases=4, pages=50, page_bytes=500_000)
    started = upload_all(station, f"https://127.0.0.1:{platform.port}")
    return 200 / (time.perf_counter() - started)


def _lines(platform: PlatformProcess, folder: Path) -> tuple[Figures, dict[str, Figures]]:
    """Ours, and those of each peer."""
    runs: dict[str, tuple[LineKind, tuple[int, int, int]]] = {
        "1mbit_200ms_resets": (MEGABIT_RESETS, (1, 12, 500_000)),
        "20kb": (MEGABIT, (60, 1, 18_000)),
        "64kbit_cut_60s": (SLOW_PULLED, (1, 1, 2_000_000)),
    }
    jobs: dict[str, Callable[[], Figures]] = {}
    running = platform.station(folder / "running")
    jobs["ours 1mbit_200ms_resets"] = partial(_running_share, platform, running, *runs["1mbit_200ms_resets"])
    for name, (kind, load) in runs.items():
        station, started = platform.station(folder / name), "_cold" if kind is MEGABIT_RESETS else ""
        jobs[f"ours {name}{started}"] = partial(_our_share, platform, station, kind, load)
        if name != "64kbit_cut_60s":
            for peer, send in peers_here().items():
                theirs = platform.station(folder / f"{peer}-{name}")
                jobs[f"{peer} {name}"] = partial(_peer_share, platform, theirs, kind, load, send)
    jobs["number"] = partial(_number, platform, platform.station(folder / "number"))
    with ThreadPoolExecutor(len(jobs)) as pool:
        done = {name: pool.submit(job) for name, job in jobs.items()}
        found = {name: job.result() for name, job in done.items()}
    ours: Figures = found.pop("number")
    peers: dict[str, Figures] = {peer: {} for peer in peers_here()}
    for name, figures in found.items():
        whose, _, line = name.partition(" ")
        (ours if whose == "ours" else peers[whose]).update({f"{key}_{line}": value for key, value in figures.items()})
    return ours, peers


def _our_share(
    platform: PlatformProcess,
    station: Station,
    kind: LineKind,
    load: tuple[int, int, int],
    patience_s: float = _PATIENCE_S,
) -> Figures:
    payload = hand_in(station, *load)
    line = PacedLine(platform.port, kind)
    try:
        with agent(station, line.url):
            share = _share(line, kind, payload, until_confirmed(station, patience_s))
            return share | {"round_trips_per_case": line.round_trips / load[0]}
    finally:
        line.close()


def _running_share(platform: PlatformProcess, station: Station, kind: LineKind, load: tuple[int, int, int]) -> Figures:
    line = PacedLine(platform.port, kind)
    try:
        with agent(station, line.url):
            until_connected(station, _PATIENCE_S)
            # What a station asks for when it has just come is not on the line of one that runs.
            line.until_quiet(1.0, _PATIENCE_S)
            payload = hand_in(station, *load)
            line.begin_anew()
            share = _share(line, kind, payload, until_confirmed(station, _PATIENCE_S))
            return share | {"round_trips_per_case": line.round_trips / load[0]}
    finally:
        line.close()


def _peer_share(
    platform: PlatformProcess, station: Station, kind: LineKind, load: tuple[int, int, int], send: Send
) -> Figures:
    payload = hand_in(station, *load)
    line = PacedLine(platform.port, kind)
    try:
        send(station, f"https://127.0.0.1:{platform.port}", line.url)
        return _share(line, kind, payload, time.perf_counter())
    finally:
        line.close()


def _share(line: PacedLine, kind: LineKind, payload: int, ended: float) -> Figures:
    """Of what the line could have carried while it was up."""
    share = payload * 8 / kind.bits_per_s / line.up_seconds(ended)
    figures = {"share": share, "bytes_per_payload_byte": line.sent_bytes / payload}
    if not line.resets:
        return figures
    resent = (line.sent_bytes - payload) / line.resets
    lost = line.lost_bytes / line.resets
    return figures | {"resets": line.resets, "bytes_lost_per_reset": lost, "bytes_beyond_payload_per_reset": resent}


def _number(platform: PlatformProcess, station: Station) -> Figures:
    hand_in(station, 1, 4, 500_000)
    line = PacedLine(platform.port, SLOW_FAR)
    try:
        with agent(station, line.url):
            return {"official_number_64kbit_800ms_s": until_numbered(station, _PATIENCE_S) - line.first_at}
    finally:
        line.close()
