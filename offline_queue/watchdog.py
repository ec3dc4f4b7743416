"""Tells systemd that the agent is ready and alive (``sd_notify(3)``, ``WatchdogSec=`` of its unit)."""

import contextlib
import os
import socket


class Watchdog:
    """Does nothing unless the service manager gave an address."""

    def __init__(self, address: str) -> None:
        self._address = "\0" + address[1:] if address.startswith("@") else address

    @classmethod
    def of_environment(cls) -> "Watchdog":
        return cls(os.environ.get("NOTIFY_SOCKET", ""))

    def ready(self) -> None:
        self._say(b"READY=1")

    def alive(self) -> None:
        """Once a turn of the loop, from the thread that turns it: a loop that hangs is restarted."""
        self._say(b"WATCHDOG=1")

    def stopping(self) -> None:
        self._say(b"STOPPING=1")

    def _say(self, word: bytes) -> None:
        if self._address:
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
                line.sendto(word, self._address)
