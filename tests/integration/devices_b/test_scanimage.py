"""An independent client, Debian's sane-airscan, finds our simulator a scanner like any other."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from devices_b_process import Running

pytestmark = pytest.mark.skipif(
    shutil.which("scanimage") is None or not list(Path("/usr/lib").glob("*/sane/libsane-airscan.so*")),
    reason="scanimage and sane-airscan are not installed",
)


def test_scanimage_gets_every_side(scanner: Running, paper: Callable[[int], Path], tmp_path: Path) -> None:
    (tmp_path / "dll.conf").write_text("airscan\n")
    (tmp_path / "airscan.conf").write_text(
        f'[devices]\n"Lab" = http://127.0.0.1:{scanner.port}/eSCL, eSCL\n[options]\ndiscovery = disable\n'
    )
    scanner.do("load_sheets", sheets=[{"front": str(paper(n)), "back": None} for n in range(3)])
    asked = subprocess.run(
        ["scanimage", "-d", "airscan:e0:Lab", "--mode", "Color", "--resolution", "100", "--source", "ADF Duplex",
         "--format=jpeg", f"--batch={tmp_path}/%02d.jpg"],
        env={**os.environ, "SANE_CONFIG_DIR": str(tmp_path)}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert len(list(tmp_path.glob("*.jpg"))) == 6, asked.stderr
    assert scanner.do("state")["loaded"] == 0
