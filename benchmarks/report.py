"""What every benchmark answers: one JSON object ``name, machine, figures, ratios, peers``."""

import json
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

import psutil


def _machine() -> dict[str, str | int]:
    return {
        "processor": platform.processor() or platform.machine(),
        "cores": psutil.cpu_count() or 1,
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


@dataclass(frozen=True, slots=True)
class Report:
    name: str
    figures: dict[str, float]
    """Ours, with the unit at the end of the name."""
    ratios: dict[str, float]
    """Ours against a peer of the same run: what can be compared between machines."""
    peers: dict[str, dict[str, float]]
    machine: dict[str, str | int] = field(default_factory=_machine)

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    def as_table(self) -> str:
        rows = [f"{self.name}   ({self.machine['cores']} cores, {self.machine['processor']})"]
        rows += [f"  {name:<40} {value:>12.3f}" for name, value in self.figures.items()]
        rows += [f"  {'x ' + name:<40} {value:>12.3f}" for name, value in self.ratios.items()]
        for peer, figures in self.peers.items():
            rows += [f"  [{peer}] {name:<{max(1, 37 - len(peer))}} {value:>12.3f}" for name, value in figures.items()]
        return "\n".join(rows)


def interleaved(repeats: int, **subjects: Callable[[], None]) -> dict[str, float]:
    """Median seconds of each subject; they take turns, so that a busy moment meets all alike."""
    taken: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(repeats):
        for name, subject in subjects.items():
            started = time.perf_counter()
            subject()
            taken[name].append(time.perf_counter() - started)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}
