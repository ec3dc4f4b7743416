"""``./run bench [NAME] [--json]``."""

import argparse
import importlib
import sys
from pathlib import Path

from benchmarks.report import Report

NAMES = {
    "backlog": "an agent without a line in front of 5,000 cases: memory, start, what waiting and looking cost",
    "devices": "a card beside its wire time, a scan beside scanimage and bare HTTP",
    "durability": "crash states, kills, faults of disk and line: what was lost, doubled or damaged (minutes)",
    "fuzz": "damaged inputs into every parser of devices: --times N inputs each, --only PARSER, --totals FILE adds up",
    "idle_line": "bytes an idle station moves a day, metered or not: --times N questions each",
    "kiosk": "a visit's start, memory, screens and stalls beside an empty PySide6 full-screen window",
    "monkey": "random touches, keys, cards, codes, paper and faults at a kiosk: --times N, --totals FILE adds up",
    "privacy": "visits of every way, then a search of disk, shared memory and processes: --times N, --only WAY",
    "plugs": "devices plugged in and pulled out, --times N each, --only DEVICE: what is left behind",
    "queue": "durable enqueue of a sealed case beside a bare loop of files and SQLite",
    "search": "catalogue search per keystroke beside SQLite FTS5 trigram and LIKE",
    "soak": "visits one after another, some killed or hung: --times N; memory, descriptors, threads, disk",
    "stolen_disk": "a kiosk's disk as raw bytes after visits killed at every stage: --times visits (root; minutes)",
    "sync": "delivery over loopback and bad lines beside tuspy; --only long: 20 MB over 64 kbit/s",
    "window_kills": "a clerk's day killed with SIGKILL --times N: what was lost or doubled; --totals FILE adds up",
    "window": "60 duplex sheets through the workbench beside a QListView; 500 pages (--only pile500); a case opens",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("name", nargs="?", choices=sorted(NAMES))
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--times", type=int, help="how often, where a benchmark counts")
    parser.add_argument("--only", help="one row of its table")
    parser.add_argument("--totals", type=Path, help="a file in which figures add up over runs")
    arguments = parser.parse_args()
    if arguments.name is None:
        print("\n".join(f"{name:<10} {what}" for name, what in sorted(NAMES.items())))
        return 0
    given = {name: value for name in ("times", "only", "totals") if (value := getattr(arguments, name)) is not None}
    report: Report = importlib.import_module(f"benchmarks.{arguments.name}").run(**given)
    print(report.as_json() if arguments.json else report.as_table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
