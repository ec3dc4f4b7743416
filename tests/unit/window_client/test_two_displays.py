"""The citizen's screen on a display of its own, over two displays of Qt's offscreen platform."""

import json
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[3]
_FACING = {
    "there": True, "idle": True, "display": "CITIZEN", "whole": True, "takes_keys": False, "is_the_citizens": True,
    "state": "Signing",
}  # fmt: skip
_NONE = {
    "there": False, "idle": False, "display": "CLERK", "whole": False, "takes_keys": True, "is_the_citizens": False,
    "state": "Signing",
}  # fmt: skip


def test_it_faces_the_citizen_or_is_not_there_and_never_takes_the_clerks_keys(tmp_path: Path) -> None:
    """By name and by number; neither the clerk's own display nor one that is not plugged in is taken for it."""
    displays = [
        {"name": "CLERK", "x": 0, "y": 0, "width": 1920, "height": 1080},
        {"name": "CITIZEN", "x": 1920, "y": 0, "width": 1080, "height": 1920},
    ]
    config = tmp_path / "displays.json"
    config.write_text(json.dumps({"screens": displays}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("two_displays.py"), config],
        cwd=_ROOT, env={"PYTHONPATH": str(_ROOT), "PATH": ""}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [_FACING, _FACING, _NONE, _NONE]
