"""The supervisor with real processes: whatever dies, the citizen's data die with it and the terminal goes on."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from kiosk_terminal import make_station

from demo.hand import Hand, Sight
from demo.waiting import until

FAKE_VISIT = """
import os, sys, pathlib
log = pathlib.Path(sys.argv[1])
def note(word):
    with log.open("a") as file:
        file.write(f"{os.getpid()} {word}\\n")
note("started")
if (log.parent / "crash").exists():
    sys.exit(3)
print("ready", flush=True)
for line in sys.stdin:
    if line.strip() == "ping":
        print("pong", flush=True)
        continue
    print("raised", flush=True)
    note("raised")
    if (log.parent / "leave").exists():
        (log.parent / "leave").unlink()
        sys.exit(0)
"""
Supervise = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="ow"))
    yield path
    shutil.rmtree(path)


@pytest.fixture
def supervise(folder: Path) -> Iterator[Supervise]:
    running: list[subprocess.Popen[bytes]] = []

    def start(command: list[str], state: str = "/nonexistent") -> subprocess.Popen[bytes]:
        config = folder / "kiosk.toml"
        config.write_text(
            f"state = {json.dumps(state)}\nfull_screen = false\nsize = [540, 960]\nrun_agent = false\n"
            f"visit_command = {json.dumps(command)}\nlog = {json.dumps(str(folder / 'kiosk.log'))}\n"
        )
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[3])}
        running.append(subprocess.Popen([sys.executable, "-m", "kiosk", "--config", str(config)], env=environment))
        return running[-1]

    yield start
    for process in running:
        process.terminate()
        process.wait(10)


def fake(folder: Path) -> list[str]:
    script = folder / "visit.py"
    script.write_text(FAKE_VISIT)
    return [sys.executable, str(script), str(folder / "log")]


def notes(folder: Path, word: str) -> list[int]:
    log = folder / "log"
    lines = log.read_text().split("\n")[:-1] if log.exists() else []
    return [int(line.split()[0]) for line in lines if line.endswith(f" {word}")]


def test_a_killed_visit_is_followed_by_the_warm_one(folder: Path, supervise: Supervise) -> None:
    visit = [sys.executable, "-m", "demo.robot", str(folder / "hands"), "kiosk.visit"]
    supervisor = supervise(visit, str(make_station(folder / "state")))
    hand = Hand(folder / "hands")

    def at_home(other_than: int = 0) -> Sight | None:
        seen = hand.look()
        return seen if seen is not None and seen.pid != other_than and seen.screen == "home" else None

    first = until("home", at_home, 20)
    until("a warm standby", lambda: len(psutil.Process(supervisor.pid).children()) == 2, 10)
    until("both listen", lambda: len(list((folder / "hands").iterdir())) == 2, 10)
    hand.click("home.begin")
    hand.see(screen="identify")
    standby = next(child for child in psutil.Process(supervisor.pid).children() if child.pid != first.pid)
    until("the standby is warm", lambda: standby.cpu_times().user > 0.3 and standby.status() == "sleeping", 10)
    killed_at = time.monotonic()
    os.kill(first.pid, signal.SIGKILL)
    second = until("home again", lambda: at_home(first.pid), 10)
    assert second.pid == standby.pid
    assert second.state == "Welcome"
    assert time.monotonic() - killed_at < 5


def test_a_visit_that_ends_by_itself_is_followed_at_once(folder: Path, supervise: Supervise) -> None:
    supervise(fake(folder))
    until("a visit in sight and one behind", lambda: len(notes(folder, "started")) == 2, 10)
    (first,) = notes(folder, "raised")
    (folder / "leave").touch()
    os.kill(first, signal.SIGKILL)
    until("the second rose and left, the third rose", lambda: len(notes(folder, "raised")) >= 3, 10)
    assert len(set(notes(folder, "raised"))) == len(notes(folder, "raised"))
    assert f"the visit in sight {first} ended with SIGKILL" in (folder / "kiosk.log").read_text("utf-8")


def test_a_visit_that_hangs_is_ended_and_the_warm_one_rises(
    folder: Path, supervise: Supervise, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is stopped, as one in an endless loop would stand: it lives and answers nothing."""
    monkeypatch.setenv("ONEWINDOW_HUNG_AFTER", "1")
    supervise(fake(folder))
    until("a visit in sight and one behind", lambda: len(notes(folder, "started")) == 2, 10)
    (first,) = notes(folder, "raised")
    os.kill(first, signal.SIGSTOP)
    until("the second in sight", lambda: len(notes(folder, "raised")) >= 2, 10)
    until("the first is gone", lambda: not psutil.pid_exists(first), 5)


def test_visits_that_cannot_start_are_not_started_in_a_tight_loop(folder: Path, supervise: Supervise) -> None:
    (folder / "crash").touch()
    supervise(fake(folder))
    until("two tries", lambda: len(notes(folder, "started")) >= 2, 10)
    begin, tries = time.monotonic(), len(notes(folder, "started"))
    (folder / "crash").unlink()
    until("a visit in sight", lambda: notes(folder, "raised"), 10)
    assert len(notes(folder, "started")) - tries <= 1 + (time.monotonic() - begin) / 0.5


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_visit_outlives_its_supervisor(folder: Path, supervise: Supervise, how: signal.Signals) -> None:
    supervisor = supervise(fake(folder))
    until("a visit in sight and one behind", lambda: len(notes(folder, "started")) == 2, 10)
    children = psutil.Process(supervisor.pid).children()
    supervisor.send_signal(how)
    assert supervisor.wait(10) == (0 if how == signal.SIGTERM else -signal.SIGKILL)
    gone, alive = psutil.wait_procs(children, 5)
    assert (len(gone), alive) == (2, [])


def test_the_private_folder_goes_with_the_visit(folder: Path, supervise: Supervise) -> None:
    supervisor = supervise(fake(folder))
    until("a visit in sight and one behind", lambda: len(notes(folder, "started")) == 2, 10)
    memory = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(tempfile.gettempdir())

    def folders() -> set[str]:
        return {path.name for path in memory.glob(f"onewindow-visit-{supervisor.pid}-*")}

    before = folders()
    assert len(before) == 2
    os.kill(notes(folder, "raised")[0], signal.SIGKILL)
    until("its folder is gone", lambda: len(before - folders()) == 1, 10)
    supervisor.terminate()
    supervisor.wait(10)
    assert folders() == set()


def test_bad_settings_are_said_and_nothing_is_started(folder: Path) -> None:
    config = folder / "kiosk.toml"
    config.write_text("colour = 1\n")
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "--config", str(config)], capture_output=True, text=True, timeout=20
    )
    assert done.returncode == 2
    assert "A101 SETTINGS_INVALID" in done.stderr
