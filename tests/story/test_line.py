"""The line of the demonstration really is slow, reset and cut."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from devices.simulator_control import ask


class Ends:
    """The real line process between a client and a listener of the test."""

    def __init__(self, folder: Path) -> None:
        self.control = folder / "control"
        self.listener = socket.create_server(("127.0.0.1", 0))
        target = f"127.0.0.1:{self.listener.getsockname()[1]}"
        arguments = ["-m", "demo.line", "--target", target, "--control", str(self.control)]
        self.process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline().split()[1])

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def accept(self) -> socket.socket:
        self.listener.settimeout(10)
        return self.listener.accept()[0]

    def close(self) -> None:
        self.listener.close()
        self.process.terminate()
        self.process.communicate()


@pytest.fixture
def ends(tmp_path: Path) -> Iterator[Ends]:
    made = Ends(tmp_path)
    yield made
    made.close()


def test_bytes_pass_unchanged_and_late(ends: Ends) -> None:
    ask(ends.control, "restore", latency_ms=200)
    with closing(ends.connect()) as near, closing(ends.accept()) as far:
        started = time.monotonic()
        near.sendall(b"hello")
        assert far.recv(5, socket.MSG_WAITALL) == b"hello"
        assert time.monotonic() - started >= 0.1


def test_a_reset_comes_after_its_bytes(ends: Ends) -> None:
    ask(ends.control, "restore", resets=[1000])
    with closing(ends.connect()) as near, closing(ends.accept()) as far:
        near.sendall(b"x" * 900)
        assert len(far.recv(900, socket.MSG_WAITALL)) == 900
        near.sendall(b"x" * 900)
        with pytest.raises(ConnectionResetError):
            near.recv(1)
    assert ask(ends.control, "state")["resets"] == 1


def test_a_cut_breaks_what_is_open_and_refuses_what_comes(ends: Ends) -> None:
    with closing(ends.connect()) as near, closing(ends.accept()):
        assert ask(ends.control, "cut")["cuts"] == 1
        with pytest.raises(ConnectionResetError):
            near.recv(1)
    # The reset may come before connect(2) has returned or after it.
    with pytest.raises(ConnectionResetError), closing(ends.connect()) as refused:
        refused.recv(1)
