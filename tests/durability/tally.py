"""What the harness counts. Figures of several runs add up."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.durability.station_checks import Fault

KINDS = ("lost", "twice", "corrupt", "purged_early")


@dataclass
class Tally:
    figures: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    """The first faults, in words."""

    def count(self, what: str, faults: Iterable[Fault], where: str = "", number: int = 1) -> None:
        self.figures[what] += number
        for fault in faults:
            self.figures[fault.kind] += 1
            if len(self.examples) < 10:
                self.examples.append(f"{fault.kind}: {fault.words} ({where})")

    def add(self, other: "Tally") -> None:
        self.figures.update(other.figures)
        self.examples = (self.examples + other.examples)[:10]

    @property
    def faults(self) -> int:
        return sum(self.figures[kind] for kind in KINDS)


def add_to_file(path: Path, tally: Tally) -> Tally:
    """The sum of this and all earlier runs, kept in ``path``."""
    total = Tally()
    if path.exists():
        content = json.loads(path.read_text())
        total = Tally(Counter(content["figures"]), content["examples"])
    total.add(tally)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"figures": dict(total.figures), "examples": total.examples}, indent=2))
    return total
