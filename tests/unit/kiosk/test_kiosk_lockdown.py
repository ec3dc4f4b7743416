"""The profile in deploy/: whole as it is installed, and found open wherever a line of it is missing."""

import subprocess
from pathlib import Path

import pytest

from kiosk.lockdown import leaks, unit, ways_out
from kiosk.lockdown.__main__ import CHECKS, main
from kiosk.lockdown.machine import Machine
from kiosk.lockdown.verdicts import Fine, Open, Unknown

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
ELSEWHERE = {
    "keyboards": Unknown, "swap": Unknown, "root file system": Unknown, "encrypted disk": Unknown,
    "secure boot": Unknown,
}  # fmt: skip
"""What an image cannot tell."""


@pytest.fixture
def image(tmp_path: Path) -> Path:
    subprocess.run([DEPLOY / "install.sh", "kiosk", "--root", tmp_path], check=True)
    (tmp_path / "var/lib/onewindow").mkdir(parents=True, mode=0o700)
    (tmp_path / "opt/onewindow/kiosk").mkdir(parents=True)
    (tmp_path / "opt/onewindow/kiosk/visit.py").write_text("")
    (tmp_path / "usr/bin").mkdir(exist_ok=True)
    for program in ("cage", "Xwayland"):
        (tmp_path / "usr/bin" / program).touch()
    (tmp_path / "etc/onewindow").mkdir()
    (tmp_path / "etc/onewindow/kiosk.toml").write_text('state = "/var/lib/onewindow"\n')
    for path in (tmp_path / "opt").rglob("*"):
        path.chmod(0o755)
    (tmp_path / "opt/onewindow").chmod(0o755)
    (tmp_path / "etc/onewindow/kiosk.toml").chmod(0o644)
    return tmp_path


def test_what_is_installed_is_closed(image: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verdicts = {subject: check(Machine(image)) for subject, check in CHECKS.items()}
    assert {subject: type(verdict) for subject, verdict in verdicts.items()} == {
        subject: ELSEWHERE.get(subject, Fine) for subject in CHECKS
    }, verdicts
    assert main(["--root", str(image)]) == 0
    assert "OPEN" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("subject", "file", "before", "after"),
    [
        ("own user", unit.UNIT, "User=onewindow", "User=root"),
        ("sandbox", unit.UNIT, "ProtectSystem=strict\n", ""),
        ("no shell", unit.UNIT, "/usr/bin/cage /usr", "/usr/bin/cage /bin/sh /usr"),
        ("one program", unit.UNIT, "cage -d --", "cage -ds --"),
        ("watchdog", unit.UNIT, "WatchdogSec=20\n", ""),
        ("watchdog of the machine", "/etc/systemd/system.conf.d/onewindow.conf", "=30", "=0"),
        ("keys of the case", "/etc/systemd/logind.conf.d/onewindow.conf", "ReserveVT=0", "ReserveVT=6"),
        ("keys of the kernel", "/etc/sysctl.d/70-onewindow.conf", "kernel.sysrq = 0", "kernel.sysrq = 1"),
        ("keyboards", "/etc/udev/rules.d/70-onewindow.rules", 'ENV{ID_INPUT_KEYBOARD}=="1"', ""),
        ("core files", "/etc/sysctl.d/70-onewindow.conf", "|/bin/false", "core"),
        ("reading memory", "/etc/sysctl.d/70-onewindow.conf", "ptrace_scope = 2", "ptrace_scope = 0"),
        ("sticks", "/usr/local/libexec/onewindow-stick", "nodev,nosuid", "nodev"),
        ("touch matrix", "/usr/local/libexec/onewindow-touch", 'is_sound "$six"', "true"),
        ("settings", "/etc/onewindow/kiosk.toml", "state", 'visit_command = ["xterm"]\nstate'),
    ],
)
def test_a_line_that_is_missing_is_found(image: Path, subject: str, file: str, before: str, after: str) -> None:
    path = image / file.lstrip("/")
    words = path.read_text()
    assert before in words
    path.write_text(words.replace(before, after))
    assert isinstance(CHECKS[subject](Machine(image)), Open)
    assert main(["--root", str(image)]) == 1


def test_a_drop_in_on_site_counts(image: Path) -> None:
    added = image / f"{unit.UNIT.lstrip('/')}.d" / "site.conf"
    added.parent.mkdir()
    added.write_text("[Service]\nNoNewPrivileges=no\n")
    assert isinstance(unit.sandbox(Machine(image)), Open)


@pytest.mark.parametrize("program", ["cage", "Xwayland"])
def test_a_compositor_that_could_not_start_is_found(image: Path, program: str) -> None:
    (image / "usr/bin" / program).unlink()
    verdict = unit.compositor(Machine(image))
    assert isinstance(verdict, Open)
    assert f"/usr/bin/{program} " in f"{verdict.words} "


def test_what_lies_open_is_found(image: Path) -> None:
    machine = Machine(image)
    (image / "etc/systemd/system/getty@.service").unlink()
    (image / "var/lib/onewindow").chmod(0o755)
    (image / "opt/onewindow/kiosk/visit.py").chmod(0o666)
    (image / "usr/sbin").mkdir(parents=True)
    (image / "usr/sbin/gdm3").touch()
    (image / "usr/lib/udisks2").mkdir(parents=True)
    (image / "usr/lib/udisks2/udisksd").touch()
    for check in (ways_out.no_login, leaks.state_is_private, leaks.program_is_fixed, ways_out.one_desktop,
                  ways_out.no_automount):  # fmt: skip
        assert isinstance(check(machine), Open), check


def test_a_keyboard_the_rule_does_not_reach_is_named(image: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As ``udevadm info --export-db`` writes it: one paragraph a device."""
    ignored = "P: /devices/a\nN: input/event3\nE: ID_INPUT_KEYBOARD=1\nE: LIBINPUT_IGNORE_DEVICE=1"
    let_in = "P: /devices/b\nN: input/event5\nE: ID_INPUT_KEYBOARD=1"
    machine = Machine(image)
    monkeypatch.setattr(machine, "asked", lambda _command: f"{ignored}\n")
    assert isinstance(ways_out.no_keyboards(machine), Fine)
    monkeypatch.setattr(machine, "asked", lambda _command: f"{ignored}\n\n{let_in}\n")
    verdict = ways_out.no_keyboards(machine)
    assert isinstance(verdict, Open)
    assert "input/event5" in verdict.words
    assert "event3" not in verdict.words
