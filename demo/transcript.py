"""The record of the story: only what happened, with its time."""

import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Transcript:
    started: float = field(default_factory=time.monotonic)
    steps: list[dict[str, Any]] = field(default_factory=list)
    kills: list[dict[str, Any]] = field(default_factory=list)

    def step(self, name: str, states: dict[str, str], **facts: Any) -> None:
        self.steps.append(
            {
                "n": len(self.steps) + 1,
                "step": name,
                "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "after_seconds": round(time.monotonic() - self.started, 2),
                "states": states,
                "facts": facts,
            }
        )
        print(f"  {self.steps[-1]['after_seconds']:7.2f}s  {name}  {states}", flush=True)

    def kill(self, process: str, pid: int, step: str) -> None:
        self.kills.append({"process": process, "pid": pid, "step": step})

    def holds(self) -> bool:
        """No step found untrue what it looked for, such as the number being masked on the screen."""
        return all(fact is not False for step in self.steps for fact in step["facts"].values())

    def write(self, path: Path, result: dict[str, Any]) -> None:
        body = {**result, "seconds": round(time.monotonic() - self.started, 1), "steps": self.steps}
        path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
