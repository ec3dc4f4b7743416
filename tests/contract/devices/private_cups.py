"""A CUPS of our own on loopback: the real ``cupsd``, one queue, nothing shared with the system's."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CUPSD = shutil.which("cupsd", path="/usr/sbin:/usr/bin:/sbin:/bin")
_START_SECONDS = 10.0
_DAEMON = """LogLevel warn
Listen 127.0.0.1:{port}
Browsing Off
DefaultAuthType None
WebInterface No
JobRetryInterval 1
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
_FILES = """ServerRoot {folder}/etc
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/access
ErrorLog {folder}/error
PageLog {folder}/page
"""
_QUEUE = """<DefaultPrinter a4>
DeviceURI {device}
State Idle
Type 4
Accepting Yes
Shared No
JobSheets none none
OpPolicy default
ErrorPolicy retry-job
</DefaultPrinter>
"""


@contextmanager
def private_cups(folder: Path, device: str) -> Iterator[str]:
    """The URI of a queue that hands PDF on to ``device`` as it is."""
    if CUPSD is None:
        raise FileNotFoundError("cupsd")
    port = _free_port()
    folder.parent.chmod(0o711)  # backends run as another user
    for name in ("etc", "spool", "cache", "state"):
        (folder / name).mkdir(parents=True)
    (folder / "etc" / "cupsd.conf").write_text(_DAEMON.format(port=port))
    (folder / "etc" / "cups-files.conf").write_text(_FILES.format(folder=folder))
    (folder / "etc" / "printers.conf").write_text(_QUEUE.format(device=device))
    command = [CUPSD, "-f", "-c", f"{folder}/etc/cupsd.conf", "-s", f"{folder}/etc/cups-files.conf"]
    daemon = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await_answer(port)
        yield f"ipp://127.0.0.1:{port}/printers/a4"
    finally:
        daemon.terminate()
        daemon.wait(10)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def _await_answer(port: int) -> None:
    end = time.monotonic() + _START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
        else:
            return
