"""Processes of the demonstration and what systemd would do for them: start, watch, restart."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from demo.waiting import until

_RESTART_PAUSE = 0.2


@dataclass(frozen=True, slots=True)
class Command:
    """``arguments`` follow the interpreter; ``ready`` is the first word the process prints when it serves."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    ready: str = "ready"


class Service:
    """One process, restarted when it dies unasked. Its output goes to ``<logs>/<name>.log``."""

    def __init__(self, command: Command, logs: Path) -> None:
        self.command = command
        self.starts = 0
        self._log = logs / f"{command.name}.log"
        self._wanted = True
        self._process = self._start()
        self._keeper = self._keep_running()

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_ready(self, seconds: float = 30) -> str:
        """What the process printed behind its ready word on its latest start, e.g. a port."""
        return until(f"{self.command.name} is ready", self._ready_line, seconds)

    def kill(self) -> int:
        """SIGKILL, as a power cut would; it comes back by itself. Returns the pid that died."""
        pid = self._process.pid
        starts = self.starts
        os.kill(pid, signal.SIGKILL)
        until(f"{self.command.name} restarted", lambda: self.starts > starts, 10)
        return pid

    def pause(self) -> None:
        """Stopped and kept away until :meth:`resume`: unplugged, switched off."""
        self._wanted = False
        self._process.kill()
        self._keeper.join(10)

    def resume(self) -> None:
        self._wanted = True
        self._process = self._start()
        self._keeper = self._keep_running()
        self.wait_ready()

    def ask_to_stop(self) -> None:
        self._wanted = False
        if self._process.poll() is None:
            self._process.terminate()

    def stop(self) -> None:
        self.ask_to_stop()
        self._keeper.join(10)
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        with self._log.open("ab") as log:
            log.write(b"=== start\n")
            log.flush()
            process = subprocess.Popen(
                [sys.executable, *self.command.arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **self.command.environment},
            )
        self.starts += 1
        return process

    def _keep_running(self) -> threading.Thread:
        keeper = threading.Thread(target=self._keep, name=f"keep-{self.command.name}", daemon=True)
        keeper.start()
        return keeper

    def _keep(self) -> None:
        while self._wanted:
            self._process.wait()
            if self._wanted:
                time.sleep(_RESTART_PAUSE)
                self._process = self._start()

    def _ready_line(self) -> str | None:
        output = self._log.read_text("utf-8", "replace").rpartition("=== start\n")[2]
        for line in output.splitlines():
            word, _, rest = line.partition(" ")
            if word == self.command.ready:
                return rest or word
        return None
