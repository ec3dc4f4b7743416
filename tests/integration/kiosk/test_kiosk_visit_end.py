"""A visit in sight ends when its supervisor is gone, though its window lets nobody close it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
_PATIENCE_S = 60


def test_the_end_of_its_input_ends_a_visit_in_sight_cleanly(tmp_path: Path) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(f'state = "{tmp_path / "state"}"\nfull_screen = false\nrun_agent = false\n', encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kiosk.visit", "--config", str(config), "--in-sight"]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as visit:
        assert visit.stdin is not None
        assert visit.stdout is not None
        assert [visit.stdout.readline() for _ in range(2)] == [b"ready\n", b"raised\n"]
        visit.stdin.close()
        try:
            assert visit.wait(_PATIENCE_S) == 0
        finally:
            visit.kill()
