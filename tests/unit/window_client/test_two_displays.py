"""The citizen's screen on a display of its own, over two displays of Qt's offscreen platform and of an X server."""

import ctypes.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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
    assert _found(QT_QPA_PLATFORM=f"offscreen:configfile={config}") == [_FACING, _FACING, _NONE, _NONE]


@pytest.fixture
def x_server() -> Iterator[str]:
    """A real X server with two monitors; it keeps them although nobody is connected in between."""
    if shutil.which("Xvfb") is None or ctypes.util.find_library("Xrandr") is None:
        pytest.skip("needs Xvfb and libXrandr")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-noreset", "-screen", "0", "3000x1920x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        display = f":{server.stdout.readline().strip()}"
        subprocess.run([sys.executable, Path(__file__).with_name("x_monitors.py"), display], check=True, timeout=30)
        yield display
    finally:
        server.terminate()
        server.wait(10)
        assert server.stdout is not None
        server.stdout.close()


def test_two_monitors_of_a_real_x_server(x_server: str) -> None:
    assert _found(QT_QPA_PLATFORM="xcb", DISPLAY=x_server) == [_FACING, _FACING, _NONE, _NONE]


def _found(**environment: str) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("two_displays.py")],
        cwd=_ROOT, env={"PYTHONPATH": str(_ROOT), "PATH": ""} | environment, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found
