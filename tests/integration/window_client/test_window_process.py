"""The window as the process it is on site."""

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def start(config: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "window_client", "--config", str(config)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def test_bad_settings_are_said_and_end_with_two(tmp_path: Path) -> None:
    config = tmp_path / "window.toml"
    config.write_text('state = "x"\ncolour = "red"\n', encoding="utf-8")
    process = start(config)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "A101" in errors
    assert "colour" in errors


def test_a_station_that_is_not_enrolled_still_starts_and_ends_on_sigterm(tmp_path: Path) -> None:
    config, log = tmp_path / "window.toml", tmp_path / "window.log"
    config.write_text(f'state = "{tmp_path / "state"}"\nlog = "{log}"\n', encoding="utf-8")
    process = start(config)
    assert process.stderr is not None
    # Qt's offscreen platform says this once, when the window is shown.
    assert "propagateSizeHints" in process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    try:
        process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 0
    assert "Traceback" not in log.read_text(encoding="utf-8")
