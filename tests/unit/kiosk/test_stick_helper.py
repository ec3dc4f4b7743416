"""root's helper for sticks, run in a mount name space of its own: a memory file system stands for the stick."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HELPER = Path(__file__).parents[3] / "deploy" / "libexec" / "onewindow-stick"
_STUBS = {
    # The first argument that is no option is the program: run as we are, for there is no second user here.
    "setpriv": 'while [[ "$1" == --* ]]; do shift; done; exec "$@"',
    "blkid": 'echo "${FILE_SYSTEM:-vfat}"',
    # Of the options of a new mount those that any file system knows.
    "mount": """for last; do :; done
case "$*" in
  *remount*) exec {mount} "$@" ;;
  *) exec {mount} -t tmpfs -o "$(cut -d, -f1-4 <<<"$4")" stick "$last" ;;
esac""",
}


def _can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(not _can_mount(), reason="no name space of mounts may be made here")


class Bench:
    def __init__(self, root: Path) -> None:
        self.stick, self.outbox, self._bin = root / "run" / "stick", root / "to-stick", root / "bin"
        self.outbox.mkdir()
        self._bin.mkdir()
        for name, body in _STUBS.items():
            program = self._bin / name
            program.write_text("#!/bin/bash\n" + body.replace("{mount}", shutil.which("mount") or ""))
            program.chmod(0o755)

    def run(self, script: str, **environment: str) -> str:
        """In one name space, whose mounts end with it."""
        names = {"PATH": f"{self._bin}:{os.environ['PATH']}", "HELPER": str(HELPER), "STICK": str(self.stick),
                 "ONEWINDOW_STICK": str(self.stick), "ONEWINDOW_TO_STICK": str(self.outbox)}  # fmt: skip
        done = subprocess.run(["unshare", "-rm", "bash", "-c", script], env={**os.environ, **names, **environment},
                              capture_output=True, text=True, timeout=30)  # fmt: skip
        return done.stdout

    def answer(self) -> str:
        return (self.outbox / "answer").read_text().strip()


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_what_is_mounted_is_read_only_and_runs_nothing(bench: Bench) -> None:
    said = bench.run('"$HELPER" mount /dev/sdz1 && grep " $STICK " /proc/mounts; touch "$STICK/x" || echo shut')
    options = said.split()[3].split(",")
    assert {"ro", "noexec", "nodev", "nosuid"} <= set(options)
    assert said.endswith("shut\n")


def test_one_at_a_time_and_the_next_after_it_is_pulled_out(bench: Bench) -> None:
    again = '"$HELPER" mount /dev/sdy1 2>/dev/null || echo taken'
    said = bench.run(f'"$HELPER" mount /dev/sdz1; {again}; "$HELPER" unmount; [ -e "$STICK" ] || echo gone; {again}')
    assert said.split() == ["taken", "gone"]


@pytest.mark.parametrize("kind", ["ext4", "ntfs", ""])
def test_other_file_systems_never_reach_the_kernel(bench: Bench, kind: str) -> None:
    said = bench.run(
        '"$HELPER" mount /dev/sdz1 2>/dev/null || echo no; ls "$STICK" 2>/dev/null', FILE_SYSTEM=kind or " "
    )
    assert said == "no\n"


def test_the_archive_reaches_the_stick_which_is_shut_again(bench: Bench) -> None:
    (bench.outbox / "logs.zip").write_bytes(b"archive")
    look = 'ls "$STICK"; cat "$STICK"/*.zip; echo; touch "$STICK/x" || echo shut'
    said = bench.run(f'"$HELPER" mount /dev/sdz1; "$HELPER" save; {look}')
    name, content, end = said.split()
    assert name.startswith("onewindow-logs-")
    assert (content, end, bench.answer()) == ("archive", "shut", "saved")
    assert not (bench.outbox / "logs.zip").exists()


def test_without_a_stick_it_says_so_and_asks_no_more(bench: Bench) -> None:
    (bench.outbox / "logs.zip").write_bytes(b"archive")
    bench.run('"$HELPER" save')
    assert bench.answer() == "absent"
    assert not (bench.outbox / "logs.zip").exists()


def test_an_archive_that_cannot_be_read_leaves_nothing_on_the_stick(bench: Bench) -> None:
    (bench.outbox / "logs.zip").mkdir()
    said = bench.run(
        '"$HELPER" mount /dev/sdz1; "$HELPER" save 2>/dev/null; ls "$STICK"; touch "$STICK/x" || echo shut'
    )
    assert (said, bench.answer()) == ("shut\n", "refused")
