"""Durable enqueue: a sealed case of four pages of 500 KB, beside a bare loop that does only what durability needs.

Every figure twice: on this disk, and with 5 ms added to each sync, as the flash of a kiosk takes. Syncs are what can be
compared between machines.
"""

import statistics
from collections.abc import Iterable

from benchmarks import queue_peers
from benchmarks.queue_subjects import PAGES
from benchmarks.report import Report
from benchmarks.slow_disk import HAS_STRACE, Ground, ground

OURS, PEERS = "benchmarks.queue_subjects", "benchmarks.queue_peers"
TURNS = {
    "pile": 48, "pictures": 16, "page_by_page": 32, "bare": 48, "page_alone": 128, "pages_together": 32, "life": 512,
    "rows_1": 1600, "rows_8": 4800,
}  # fmt: skip
"""Of one run; a burst of a tenth of a second the machine swallows."""
PAGES_KEPT = TURNS["page_alone"]
"""By the stores of others: their logs are copied into the database sixteen times."""
SMALL = 640
"""Hand-ins without pages, and items of other queues."""
SLOWER = 8
"""Times fewer turns where each sync takes longer."""
ADDED_MS = 5.0
REPEATS = 5
Figures = dict[str, float]


def run() -> Report:
    with ground() as here:
        return _measured(here)


def _measured(disk: Ground) -> Report:
    queues, stores = queue_peers.installed(queue_peers.QUEUES), queue_peers.installed(queue_peers.STORES)
    turns = TURNS | dict.fromkeys(("hand_ins_1", "hand_ins_8"), SMALL)
    subjects = [(OURS, name, count) for name, count in turns.items()]
    subjects += [(PEERS, name, SMALL) for name in queues] + [(PEERS, name, PAGES_KEPT) for name in stores]
    here = _each(disk, subjects, 0.0)
    slow = _each(disk, subjects, ADDED_MS) if HAS_STRACE else {}
    figures, ratios = _figures(here, "") | _counted(disk), _ratios(here, "")
    if slow:
        figures |= _figures(slow, "_5ms")
        ratios |= _ratios(slow, "_5ms")
    units = {"bare": "cases_per_s"} | dict.fromkeys(queues, "lives_per_s") | dict.fromkeys(stores, "pages_per_s")
    peers = {name: {unit: 1 / here[name]} for name, unit in units.items()}
    if slow:
        for module, name, count in subjects:
            if name in units:
                peers[name] |= {
                    f"{units[name]}_5ms": 1 / slow[name],
                    "syncs_each": disk.syncs_each(module, name, count),
                }
    peers["bare files and SQLite"] = peers.pop("bare")
    return Report("queue", figures, ratios, peers)


def _each(disk: Ground, subjects: Iterable[tuple[str, str, int]], added_ms: float) -> Figures:
    """Median seconds of one turn, by name; the subjects take turns."""
    taken: dict[str, list[float]] = {}
    for _ in range(REPEATS):
        for module, name, whole in subjects:
            count = whole // SLOWER if added_ms else whole
            taken.setdefault(name, []).append(disk.seconds(module, name, count, added_ms) / count)
    return {name: statistics.median(each) for name, each in taken.items()}


def _figures(each: Figures, disk: str) -> Figures:
    return {
        f"cases_per_s{disk}": 1 / each["pile"],
        f"cases_per_s_with_previews{disk}": 1 / each["pictures"],
        f"cases_per_s_page_by_page{disk}": 1 / each["page_by_page"],
        f"page_kept_ms{disk}": each["page_alone"] * 1000,
        f"lives_per_s{disk}": 1 / each["life"],
        f"small_hand_ins_per_s_8_producers{disk}": 1 / each["hand_ins_8"],
        f"entries_of_1_kb_per_s_8_producers{disk}": 1 / each["rows_8"],
    }


def _ratios(each: Figures, disk: str) -> Figures:
    return {
        f"enqueue_vs_raw_sqlite{disk}": each["bare"] / each["pile"],
        f"group_commit_gain{disk}": each["rows_1"] / each["rows_8"],
        f"group_commit_gain_hand_ins{disk}": each["hand_ins_1"] / each["hand_ins_8"],
        f"page_store_vs_sqlite_blob{disk}": each["SQLite BLOB"] / each["page_alone"],
        f"page_store_vs_sealed_blob{disk}": each["SQLite BLOB, sealed"] / each["page_alone"],
        f"page_store_vs_bare_file{disk}": each["bare file"] / each["page_alone"],
        f"page_together_vs_sqlite_blob{disk}": each["SQLite BLOB"] * PAGES / each["pages_together"],
        f"page_together_vs_sealed_blob{disk}": each["SQLite BLOB, sealed"] * PAGES / each["pages_together"],
    }


def _counted(disk: Ground) -> Figures:
    if not HAS_STRACE:
        return {}
    return {
        "syncs_per_case": disk.syncs_each(OURS, "pile", 12),
        "page_alone_syncs": disk.syncs_each(OURS, "page_alone", 32),
        "syncs_per_life": disk.syncs_each(OURS, "life", 256),
        "syncs_per_entry_8_producers": disk.syncs_each(OURS, "rows_8", 320),
    }
