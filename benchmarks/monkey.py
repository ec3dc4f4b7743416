"""``./run bench monkey --times 200000``: random touches, keys, words, cards, codes, paper and faults at a real kiosk.

Behind it a platform with invented records, over a line that is cut at times. ``--totals FILE`` adds up over runs, each
of which continues with other dice (several may run beside each other, each with its own file), and lists the states
that were reached and how often, those from which the way home was tried, and those never seen. Any trouble is an error.
"""

import json
import logging
import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.report import Report

if TYPE_CHECKING:
    from benchmarks.monkey_hand import Seen

USUAL = 2000
SAVED_EVERY = 200
"""Events: a run that is cut short has lost no more than these."""


def run(times: int = USUAL, totals: Path | None = None) -> Report:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from qt_edge.lasting_constants import keep_constants

    keep_constants()
    logging.basicConfig(level=logging.ERROR)
    past = json.loads(totals.read_text("utf-8")) if totals is not None and totals.exists() else {}
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["monkey"])
    app.setQuitOnLastWindowClosed(False)
    sum_of = past
    for sum_of in _play(app, times, past, totals.name if totals is not None else ""):
        if totals is not None:
            totals.write_text(json.dumps(sum_of, ensure_ascii=False, indent=1), "utf-8")
    if sum_of["troubles"]:
        raise RuntimeError("\n".join(sum_of["troubles"][-20:]))
    figures = {
        "events": float(sum_of["events"]),
        "visits": float(sum_of["visits"]),
        "states": float(len(sum_of["states"])),
        "states_never_seen": float(len(sum_of["never"])),
        "states_left_for_home": float(len(sum_of["left"])),
        "troubles": 0.0,
    }
    return Report("monkey", figures, {}, {})


def _play(app: Any, times: int, past: dict[str, Any], seed: str) -> Iterator[dict[str, Any]]:
    """The sums with those of the past, now and then. ``app``: a ``QApplication``, only imported where it runs."""
    from benchmarks import monkey_disk
    from benchmarks.kiosk_desk import Desk
    from benchmarks.monkey_clock import HOURS
    from benchmarks.monkey_hand import Monkey
    from benchmarks.monkey_things import Things
    from benchmarks.monkey_town import Town
    from benchmarks.monkey_words import Words
    from kiosk.settings import Settings
    from qt_edge.idle_garbage import IdleGarbage
    from tools.kiosk_samples import demo_catalogue

    dice = random.Random(f"{seed}{past.get('events', 0)}")  # a game, not a secret
    with (
        tempfile.TemporaryDirectory(prefix="ow") as name, Desk(Path(name)) as desk, Town(Path(name)) as town,
        Things(Path(name), desk, town, dice) as things,
    ):  # fmt: skip
        settings = Settings(
            state=town.station.root, language="zh", full_screen=False, size=(540, 960), run_agent=False, log="",
            virtual_keyboard=False, visit_command=(), devices=things.specs, hours=HOURS,
        )  # fmt: skip
        known = _known_states(app)
        words = Words(demo_catalogue(), dice)
        monkey = Monkey(app, settings, things, words, dice, frozenset(past.get("left", ())))
        # As in a visit's own process: a widget that a worker's thread frees ends the monkey, or holds it for ever.
        garbage = IdleGarbage()
        garbage.start()
        try:
            while monkey.seen.events < times:
                seen = monkey.run(min(SAVED_EVERY, times - monkey.seen.events))
                monkey_disk.free()
                yield _added(past, seen, known)
        finally:
            garbage.stop()
            monkey.close()


def _added(past: dict[str, Any], seen: "Seen", known: set[str]) -> dict[str, Any]:
    states = Counter(past.get("states", {})) + seen.states
    return {
        "events": past.get("events", 0) + seen.events,
        "visits": past.get("visits", 0) + seen.visits,
        "states": dict(sorted(states.items())),
        "never": sorted(known - states.keys()),
        "left": sorted(seen.left),
        "troubles": [*past.get("troubles", ()), *seen.troubles],
    }


def _known_states(app: Any) -> set[str]:
    """Of every screen, as they are drawn for the documentation."""
    from assets.texts import Texts
    from qt_edge.take_down import take_down
    from tools.kiosk_samples import samples

    say = Texts("zh")
    shown = ((sample.make(say).objectName(), sample.state) for sample in samples())
    known = {f"{name.removeprefix('screen.')}.{type(state).__name__}" for name, state in shown}
    take_down(app)
    return known
