"""A simulator in a process of its own."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.simulator_control import ask


@dataclass(frozen=True)
class Running:
    port: int
    control: Path
    folder: Path

    def do(self, action: str, **arguments: object) -> dict[str, Any]:
        return ask(self.control, action, **arguments)


def start(module: str, *more: str) -> Iterator[Running]:
    with tempfile.TemporaryDirectory(prefix="ow-") as folder:
        control = Path(folder) / "control"
        process = subprocess.Popen(
            [sys.executable, "-m", module, "--port", "0", "--control", str(control), *(m.format(folder) for m in more)],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            word, port = process.stdout.readline().split()
            assert word == "ready"
            yield Running(int(port), control, Path(folder))
        finally:
            process.terminate()
            process.wait(10)
            assert process.stdout is not None
            process.stdout.close()
