"""Builds the comparer of ``simulator.c``: ``python -m devices.face_comparison.simulator LIBRARY``. Needs a compiler."""

import subprocess
import sys
from pathlib import Path

_SOURCE = Path(__file__).with_name("simulator.c")
_HEADERS = Path(__file__).parents[2] / "docs"


def build(library: Path, compiler: str = "cc") -> None:
    """Raises ``OSError`` without a compiler, ``subprocess.CalledProcessError`` when it refuses."""
    command = (compiler, "-shared", "-fPIC", "-Wall", "-Werror", f"-I{_HEADERS}", "-o", str(library), str(_SOURCE))
    subprocess.run(command, check=True)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
