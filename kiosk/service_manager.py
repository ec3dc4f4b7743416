"""Tells systemd that this process is up and alive: sd_notify(3), without its library."""

import socket
from collections.abc import Mapping


class ServiceManager:
    """Does nothing where no service manager listens (``NOTIFY_SOCKET`` is not set)."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        name = environment.get("NOTIFY_SOCKET", "")
        # An abstract socket begins with a zero byte, written as @.
        self._address = "\0" + name[1:] if name.startswith("@") else name
        self._told = False

    def alive(self) -> None:
        """Started, and then: the watchdog (``WatchdogSec=``) may wait again."""
        if not self._address:
            return
        words = b"WATCHDOG=1" if self._told else b"READY=1\nWATCHDOG=1"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
            try:
                line.sendto(words, self._address)
            except OSError:
                # A service manager that restarts listens again; the next turn tells it.
                return
        self._told = True
