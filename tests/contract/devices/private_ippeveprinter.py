"""CUPS' IPP Everywhere printer with the DNS-SD service it insists on, in a network of its own.

``python private_ippeveprinter.py FOLDER`` (root) says ``ready PORT``. Both announce themselves to every network they
see and listen on all addresses: so this process leaves the machine's network (unshare(2)), after it has made the one
port by which the printer is reached, on loopback. It has a ``/run`` of its own, for a machine whose avahi-daemon runs.
"""

import asyncio
import contextlib
import ctypes
import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Iterator
from pathlib import Path

_SYSTEM = "/usr/sbin:/usr/bin:/sbin:/bin"
PROGRAMS = tuple(shutil.which(name, path=_SYSTEM) for name in ("ippeveprinter", "avahi-daemon", "dbus-daemon"))
_CLONE_NEWNET, _CLONE_NEWNS = 0x40000000, 0x00020000
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 0x1
_PORT = 8631


def may_run_here() -> bool:
    """cups-ipp-utils, avahi-daemon and dbus are installed, and the kernel lets us leave network and mounts."""
    leave = ["unshare", "--net", "--mount", "true"]
    return None not in PROGRAMS and subprocess.run(leave, capture_output=True, check=False).returncode == 0


_BUS = """<busconfig><type>system</type><listen>unix:path={bus}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/></policy></busconfig>
"""
_AVAHI = """[server]
use-ipv6=no
allow-interfaces=lo
[publish]
disable-publishing=no
"""


def main() -> None:
    folder = Path(sys.argv[1])
    outside = socket.create_server(("127.0.0.1", 0))
    if ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWNET | _CLONE_NEWNS):
        raise OSError(ctypes.get_errno(), "unshare")
    for mounted in (["--make-rprivate", "/"], ["-t", "tmpfs", "tmpfs", "/run"]):
        subprocess.run(["mount", *mounted], check=True)
    _loopback_up()
    asyncio.run(_serve(folder, outside))


async def _serve(folder: Path, outside: socket.socket) -> None:
    """Until SIGTERM."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    running: list[Process] = []
    try:
        for command, ready in _commands(folder):
            running.append(await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=STDOUT))
            await _said(running[-1], ready)
        talk = [asyncio.create_task(_said(process, b"\0")) for process in running]
        async with await asyncio.start_server(_connect, sock=outside):
            sys.stdout.write(f"ready {outside.getsockname()[1]}\n")
            sys.stdout.flush()
            await asyncio.gather(*talk)
    except asyncio.CancelledError:
        return
    finally:
        for process in reversed(running):
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


async def _said(process: Process, words: bytes) -> None:
    """Reads what it says, up to a line with these words. Raises ``RuntimeError`` if it ends before."""
    assert process.stdout is not None
    while line := await process.stdout.readline():
        if words in line:
            return
    raise RuntimeError("a program of the printer's ended")


def _commands(folder: Path) -> Iterator[tuple[list[str], bytes]]:
    """Each with what it says when it is ready."""
    printer, avahi, dbus = map(str, PROGRAMS)
    bus, jobs = folder / "bus", folder / "jobs"
    jobs.mkdir()
    (folder / "bus.conf").write_text(_BUS.format(bus=bus))
    (folder / "avahi.conf").write_text(_AVAHI)
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={bus}"
    yield [dbus, f"--config-file={folder}/bus.conf", "--nofork", "--print-address"], b"unix:path"
    yield [avahi, "-f", f"{folder}/avahi.conf", "--no-drop-root", "--no-chroot", "--no-rlimits"], b"startup complete"
    # Without a command of its own it sleeps five to ten seconds a job.
    prints = ["-c", "/bin/true", "-k", "-d", str(jobs), "-f", "application/pdf"]
    yield [printer, *prints, "-v", "-p", str(_PORT), "OneWindow"], b"printer-uri"


def _loopback_up() -> None:
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))


async def _connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    there, back = await asyncio.open_connection("127.0.0.1", _PORT)
    await asyncio.gather(_pour(reader, back), _pour(there, writer))


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        return  # whoever hung up has what it wanted
    finally:
        writer.close()


if __name__ == "__main__":
    main()
