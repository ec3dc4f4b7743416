"""pcscd with vsmartcard's virtual reader, for tests and benchmarks. There is one pcscd a machine: they take turns."""

import fcntl
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TURN = Path("/tmp/onewindow-pcscd.lock")
_DRIVERS = Path("/usr/lib/pcsc")


class ServiceElsewhere(RuntimeError):
    """A pcscd of the machine's own runs, or none may be started here."""


def installed() -> bool:
    """Root, pcscd, vsmartcard-vpcd and pyscard (``requirements-native.lock``)."""
    found = shutil.which("pcscd") and list(_DRIVERS.rglob("libifdvpcd.so")) and importlib.util.find_spec("smartcard")
    return bool(found) and os.geteuid() == 0


@contextmanager
def pcsc_service(control: Path) -> Iterator[Path]:
    """The control of the simulator, which starts and stops the service. Raises :class:`ServiceElsewhere`."""
    simulator = [sys.executable, "-m", "devices.smart_card.simulator", "--pcscd", "--control", str(control)]
    with _TURN.open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not installed() or not _free():
            raise ServiceElsewhere("needs root, vsmartcard-vpcd, a network namespace, and no other pcscd")
        running = subprocess.Popen(["unshare", "-n", *simulator], stdout=subprocess.PIPE, text=True)
        try:
            if running.stdout is None or running.stdout.readline() != "ready\n":
                raise RuntimeError("the simulator does not start")
            yield control
        finally:
            running.terminate()
            ended = running.wait(10)
            if running.stdout is not None:
                running.stdout.close()
        if ended:
            raise RuntimeError(f"the simulator ended with {ended}")


def _free() -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        if line.connect_ex("/run/pcscd/pcscd.comm") == 0:
            return False
    return subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode == 0
