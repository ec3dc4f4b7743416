"""The supervisor: ``python -m kiosk --config kiosk.toml``. Imports no Qt."""

import argparse
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from domain.failures import Failure
from kiosk.own_log import log_to
from kiosk.service_manager import ServiceManager
from kiosk.settings import Settings, load_settings
from kiosk.supervisor import Supervisor

FOLDER_VARIABLE = "ONEWINDOW_VISIT_FOLDER"
_PREFIX = "onewindow-visit-"
_IN_MEMORY = Path("/dev/shm")  # noqa: S108  # the one folder of Linux that never reaches a disk


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="kiosk", description="The terminal: supervisor of visits and agent")
    parser.add_argument("--config", type=Path, default=Path("/etc/onewindow/kiosk.toml"))
    config = parser.parse_args(argv).config
    try:
        settings = load_settings(config)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 2
    log_to(settings.log)
    _remove_leftovers()
    stop_fd = _stop_signals()
    Supervisor(
        [*settings.visit_command, "--config", str(config)],
        _agent_command(settings),
        _new_environment,
        _forget,
        ServiceManager(os.environ).alive,
    ).run(stop_fd)
    return 0


def _agent_command(settings: Settings) -> list[str] | None:
    if not settings.run_agent:
        return None
    return [sys.executable, "-m", "offline_queue", "--state", str(settings.state), "run"]


def _stop_signals() -> int:
    """A descriptor that becomes readable on SIGTERM or SIGINT."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    return reading


def _memory() -> Path:
    return _IN_MEMORY if _IN_MEMORY.is_dir() else Path(tempfile.gettempdir())


def _new_environment() -> dict[str, str]:
    """A visit's own folder in memory; its name tells which supervisor made it."""
    folder = tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=_memory())
    return {**os.environ, FOLDER_VARIABLE: folder}


def _forget(environment: Mapping[str, str]) -> None:
    folder = environment.get(FOLDER_VARIABLE)
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_leftovers() -> None:
    """Folders of supervisors that were killed."""
    for folder in _memory().glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdecimal() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
