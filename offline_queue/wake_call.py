"""Who commits tells the agent of the same station to look at once. Nothing rests on it: who hears nothing looks by
itself a moment later.

A datagram to an abstract Unix socket (unix(7)): no file that is left behind or copied, and nobody waits for the agent.
"""

import contextlib
import hashlib
import logging
import socket
import threading
from collections.abc import Callable
from pathlib import Path

_log = logging.getLogger(__name__)

_WORD = b"look"


def call_agent(queue: Path) -> None:
    """``queue``: the folder the caller and its agent share. Raises nothing: there may be no agent."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.setblocking(False)
        line.sendto(_WORD, _address(queue))


class WakeCalls:
    """Listens from its making until :meth:`close`, in a thread of its own."""

    def __init__(self, queue: Path, heard: Callable[[], None]) -> None:
        self._heard = heard
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            self._line.bind(_address(queue))
        except OSError as error:
            _log.warning("nobody can call this agent: %s", error.strerror)
            return
        # A daemon: see offline_queue.lanes.
        threading.Thread(target=self._listen, name="wake-calls", daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            # Closing alone would leave the thread in its call.
            self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while self._line.recv(len(_WORD)):
                self._heard()


def _address(queue: Path) -> bytes:
    """Of one folder on one machine; abstract names have no permissions and at most 107 bytes."""
    name = hashlib.sha256(bytes(queue.resolve())).hexdigest()
    return b"\0onewindow-agent-" + name[:40].encode()
