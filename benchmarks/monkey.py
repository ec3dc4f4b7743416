"""``./run bench monkey --times 200000``: random touches, keys, cards, codes, paper and faults at a real kiosk.

``--totals FILE`` adds up over runs, each of which continues with other dice. Any trouble is an error.
"""

import json
import os
import tempfile
from pathlib import Path

from benchmarks.report import Report

USUAL = 2000


def run(times: int = USUAL, totals: Path | None = None) -> Report:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from benchmarks.kiosk_desk import Desk, device_specs, make_papers, make_station
    from benchmarks.monkey_hand import Monkey
    from kiosk.settings import Settings
    from qt_edge.lasting_constants import keep_constants

    keep_constants()
    past = json.loads(totals.read_text("utf-8")) if totals is not None and totals.exists() else {}
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["monkey"])
    app.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory(prefix="ow") as name, Desk(Path(name)) as desk:
        settings = Settings(
            state=make_station(Path(name) / "state"), language="zh", full_screen=False, size=(540, 960),
            run_agent=False, log="", virtual_keyboard=False, visit_command=(), devices=device_specs(desk.addresses),
        )  # fmt: skip
        paper = make_papers(Path(name))["one"]
        seen = Monkey(app, settings, desk, paper, int(past.get("events", 0))).run(times)
    if seen.troubles:
        raise RuntimeError("\n".join(seen.troubles[:20]))
    figures = {
        "events": float(past.get("events", 0) + seen.events),
        "visits": float(past.get("visits", 0) + seen.visits),
        "screens": float(len(seen.screens)),
        "troubles": 0.0,
    }
    if totals is not None:
        totals.write_text(json.dumps(figures), "utf-8")
    return Report("monkey", figures, {}, {})
