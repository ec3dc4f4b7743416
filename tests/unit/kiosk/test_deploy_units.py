"""Every unit in deploy/: systemd takes it, it starts what there is, and each kind of machine gets its own."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
UNITS = sorted((*(DEPLOY / "systemd").iterdir(), *(DEPLOY / "systemd-user").iterdir()))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: f"{unit.parent.name}/{unit.name}")
def test_systemd_takes_the_units(unit: Path, tmp_path: Path) -> None:
    """What it may miss on a machine without the program is the program."""
    whose = ["--user"] if unit.parent.name == "systemd-user" else []
    done = subprocess.run(
        ["systemd-analyze", *whose, "verify", "--man=no", unit],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    said = [line for line in done.stderr.splitlines() if unit.name in line and "is not executable" not in line]
    assert said == []


def test_the_units_start_what_there_is() -> None:
    for unit in (one for one in UNITS if one.suffix == ".service"):
        for program in re.findall(r"^ExecSt\w+=(.*)", unit.read_text(), re.MULTILINE):
            helper = re.match(r"/usr/local/libexec/(\S+)", program)
            module = re.search(r"python -m (\S+)", program)
            assert (helper and (DEPLOY / "libexec" / helper[1]).exists()) or (
                module and (ROOT / module[1] / "__main__.py").exists()
            )


@pytest.mark.parametrize(
    ("kind", "there", "not_there"),
    [
        ("platform", "system/onewindow-platform.service", "system/onewindow-kiosk.service"),
        ("agent", "system/onewindow-agent.service", "user/onewindow-agent.service"),
        ("kiosk", "system/onewindow-kiosk.service", "system/onewindow-agent.service"),
        ("window", "user/onewindow-window.service", "system/onewindow-agent.service"),
        ("window", "user/onewindow-agent.service", "system/onewindow-platform.service"),
    ],
)
def test_each_machine_gets_its_own(kind: str, there: str, not_there: str, tmp_path: Path) -> None:
    subprocess.run([DEPLOY / "install.sh", kind, "--root", tmp_path], check=True)
    assert (tmp_path / "etc/systemd" / there).is_file()
    assert not (tmp_path / "etc/systemd" / not_there).exists()
