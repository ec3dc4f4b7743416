"""root's helper for the touch matrix, with udev and systemd replaced by programs that note how they were asked."""

import os
import subprocess
from pathlib import Path

import pytest

from kiosk.upkeep.touch_map import TouchMap
from kiosk.upkeep.touch_panel import TouchPanel

HELPER = Path(__file__).parents[3] / "deploy" / "libexec" / "onewindow-touch"
_STUBS = {
    # The first argument that is no option is the program: run as we are, for there is no second user here.
    "setpriv": 'while [[ "$1" == --* ]]; do shift; done; exec "$@"',
    "udevadm": 'echo "udevadm $*" >>"$SAID"; [ "$1" != "${FAILS:-}" ]',
    "systemctl": 'echo "systemctl $*" >>"$SAID"',
}
RULE = (
    'ACTION!="remove", SUBSYSTEM=="input", KERNEL=="event*", ENV{ID_INPUT_TOUCHSCREEN}=="1", '
    'ENV{LIBINPUT_CALIBRATION_MATRIX}="1.020000 0.000000 -0.010000 0.000000 1.000000 0.000000"\n'
)
SOUND = TouchMap(1.02, 0, -0.01, 0, 1, 0)


class Bench:
    def __init__(self, root: Path) -> None:
        self.folder, self.rules, self._said = (
            root / "touch",
            root / "rules.d" / "71-onewindow-touch.rules",
            root / "said",
        )
        self.panel = TouchPanel(self.folder, helped=True, udev=root)
        self._bin = root / "bin"
        self._bin.mkdir()
        for name, body in _STUBS.items():
            (self._bin / name).write_text("#!/bin/bash\n" + body)
            (self._bin / name).chmod(0o755)

    def apply(self, **environment: str) -> int:
        names = {"PATH": f"{self._bin}:{os.environ['PATH']}", "SAID": str(self._said),
                 "ONEWINDOW_TOUCH": str(self.folder), "ONEWINDOW_RULES": str(self.rules.parent)}  # fmt: skip
        return subprocess.run([HELPER, "apply"], env={**os.environ, **names, **environment}, timeout=30).returncode

    def asked(self) -> list[str]:
        return self._said.read_text().splitlines() if self._said.exists() else []


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_what_was_measured_comes_into_force_and_the_compositor_starts_again(bench: Bench) -> None:
    bench.panel.ask(SOUND)
    assert bench.apply() == 0
    assert bench.rules.read_text() == RULE
    assert [line.split()[1] for line in bench.asked()] == ["control", "trigger", "settle", "--no-block"]
    assert bench.asked()[-1] == "systemctl --no-block try-restart onewindow-kiosk.service"
    assert bench.panel.answer() == "applied"
    assert not (bench.folder / "asked").exists()


def test_at_a_start_it_holds_again_and_nothing_is_restarted(bench: Bench) -> None:
    assert bench.apply() == 0
    assert not bench.rules.exists()
    bench.panel.ask(SOUND)
    (bench.folder / "asked").unlink()
    assert bench.apply() == 0
    assert bench.rules.read_text() == RULE
    assert not any(line.startswith("systemctl") for line in bench.asked())


@pytest.mark.parametrize(
    "words",
    [
        "", "1 0 0 0 1 0", "1.000000 0.000000 0.000000 0.000000 1.000000",
        "nan 0.000000 0.000000 0.000000 1.000000 0.000000",
        '1.000000 0.000000 0.000000 0.000000 1.000000 0.000000", RUN+="/bin/sh',
        "1.000000 0.000000 0.000000 0.000000 1.000000 0.000000\nRUN",
        TouchMap(1, 0, 0.51, 0, 1, 0).words(), TouchMap(0.4, 0, 0.3, 0, 0.4, 0.3).words(),
        TouchMap(1, 1, 0, 1, 1, 0).words(),
    ],
)  # fmt: skip
def test_anything_else_goes_no_further(bench: Bench, words: str) -> None:
    bench.panel.ask(SOUND)
    (bench.folder / "matrix").write_text(words)
    assert bench.apply() == 0
    assert not bench.rules.exists()
    assert bench.asked() == []
    assert bench.panel.answer() == "refused"


def test_a_udev_that_fails_is_told(bench: Bench) -> None:
    bench.panel.ask(SOUND)
    assert bench.apply(FAILS="trigger") == 0
    assert bench.panel.answer() == "refused"
    assert bench.apply(FAILS="trigger") == 1, "at a start the unit says so"
