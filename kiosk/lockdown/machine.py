"""What can be seen of a machine: its files, and what its programs tell when it is the running one."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

_SECONDS = 10


class Machine:
    """``root``: ``/`` for the machine that runs, else the folder of an image, of which only files are looked at."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.running = root == Path("/")

    def path(self, name: str) -> Path:
        return self._root / name.lstrip("/")

    def text(self, name: str) -> str | None:
        """``None`` where there is no such file, or it may not be read."""
        try:
            return self.path(name).read_text("utf-8", "replace")
        except OSError:
            return None

    def kernel(self, name: str) -> str | None:
        """A file of ``/proc`` or ``/sys``; ``None`` for an image."""
        return self.text(name) if self.running else None

    def settings(self, *names: str) -> dict[tuple[str, str], list[str]]:
        """Of unit and drop-in files, read in order: every value by section and key."""
        found: dict[tuple[str, str], list[str]] = {}
        for name in names:
            section = ""
            for line in (self.text(name) or "").splitlines():
                words = line.strip()
                if words.startswith("["):
                    section = words.strip("[]")
                elif words and words[0] not in "#;" and "=" in words:
                    key, _, value = words.partition("=")
                    found.setdefault((section, key.strip()), []).append(value.strip())
        return found

    def drop_ins(self, folder: str) -> list[str]:
        return sorted(f"{folder}/{file.name}" for file in self.path(folder).glob("*.conf"))

    def asked(self, command: Sequence[str]) -> str | None:
        """What a program of the running machine says; ``None`` when it cannot be asked."""
        if not self.running:
            return None
        try:
            done = subprocess.run(list(command), capture_output=True, text=True, timeout=_SECONDS, check=True)
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout
