"""Draws every transition table into ``docs/flows.md`` (Mermaid). ``--check`` only says whether it is current.

A row that names its next state is drawn as it stands; behind a row with a function, the states are those
the function's source constructs, or the state itself when it constructs none.
"""

import importlib
import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "flows.md"
NAMED = {
    "A case on the platform": ("domain.case.lifecycle", "LIFECYCLE"),
    "An entry of the offline queue": ("offline_queue.entry_states", "ENTRY_STATES"),
    "A device": ("devices.lifecycle", "TRANSITIONS"),
}


def main() -> int:
    sys.path.insert(0, str(ROOT))
    drawn = "\n".join(_document())
    if "--check" in sys.argv:
        current = TARGET.exists() and TARGET.read_text("utf-8") == drawn
        print("docs/flows.md is current" if current else "docs/flows.md is old: python tools/draw_flows.py")
        return 0 if current else 1
    TARGET.write_text(drawn, encoding="utf-8")
    return 0


def _document() -> Iterator[str]:
    yield "# Flows\n\nDrawn by `python tools/draw_flows.py` from the transition tables; not edited by hand.\n"
    for title, (module, name) in NAMED.items():
        yield from _drawing(title, getattr(importlib.import_module(module), name))
    for app in ("kiosk", "window_client"):
        yield from _drawing(f"{app}: between the steps", _table(f"{app}.journey_map"))
        yield from _drawing(f"{app}: the session", _table(f"{app}.session"))
        for folder in sorted((ROOT / app / "journeys").iterdir()):
            if (folder / "flow.py").exists() or (folder / "flow").is_dir():
                yield from _drawing(f"{app}: {folder.name}", _table(f"{app}.journeys.{folder.name}.flow"))


def _table(module: str) -> Mapping[tuple[Any, Any], Any]:
    table: Mapping[tuple[Any, Any], Any] = importlib.import_module(module).TABLE
    return table


def _drawing(title: str, table: Mapping[tuple[Any, Any], Any]) -> Iterator[str]:
    yield f"## {title}\n\n```mermaid\nstateDiagram-v2"
    states = sorted({_name(state) for state, _ in table})
    for (state, event), row in table.items():
        for following in _following(row, states) or [_name(state)]:
            yield f"    {_name(state)} --> {following}: {_name(event)}"
    yield "```\n"


def _following(row: Any, states: list[str]) -> list[str]:
    if not callable(row):
        return [_name(row)]
    source = inspect.getsource(row)
    return [state for state in states if re.search(rf"\b{state}\(", source)]


def _name(value: Any) -> str:
    if isinstance(value, Enum):
        return value.name
    return value.__name__ if isinstance(value, type) else type(value).__name__


if __name__ == "__main__":
    sys.exit(main())
