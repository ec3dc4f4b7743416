"""A social-security card in the virtual reader of vsmartcard.

``python -m devices.smart_card.simulator --control SOCKET`` connects to vpcd (a driver of pcscd) at 127.0.0.1; being
connected is being in the reader. Prints ``ready``. Actions (``devices.simulator_control``):
``insert {fields, by_record = false}``, ``eject``; ``set_fault {fault, at = 1, times = 0}`` with ``FAULTS`` of
:mod:`devices.smart_card.simulator_chip`, ``faults``; ``stop_service``, ``start_service``, ``restart_service``;
``state`` → ``{commands, pins, inserted, fault, instructions}``, instructions in hexadecimal digits.

With ``--pcscd`` it starts pcscd itself, which needs root. vpcd listens on all addresses: start it so inside a network
namespace of its own (``unshare -n``); programs outside reach pcscd by its socket in ``/run`` all the same.
"""

import argparse
import asyncio
import contextlib
import fcntl
import socket
import struct
import time
from asyncio.subprocess import DEVNULL, Process, create_subprocess_exec
from pathlib import Path
from typing import Any

from devices.simulator_control import Action, serve_until_terminated
from devices.simulator_faults import FaultPlan
from devices.smart_card.simulator_chip import ATR, FAULTS, Chip

_PORT = 35963
_SOCKET = Path("/run/pcscd/pcscd.comm")
_ASK_ATR = b"\x04"
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 0x1
_START_SECONDS = 10.0
_LATE_SECONDS = 0.3
_QUICK_ACK = 12
"""TCP_QUICKACK: vpcd sends length and data apart, which costs 48 ms a command without it."""


class Simulator:
    def __init__(self, *, own_service: bool) -> None:
        self._own_service = own_service
        self._service: Process | None = None
        self._plan = FaultPlan(FAULTS)
        self._chip = Chip({}, plan=self._plan)
        self._instructions: set[int] = set()
        self._writer: asyncio.StreamWriter | None = None
        self._talk: asyncio.Task[None] | None = None

    def actions(self) -> dict[str, Action]:
        return {
            "insert": self.insert,
            "eject": self.eject,
            **self._plan.actions(),
            "stop_service": self.stop_service,
            "start_service": self.start_service,
            "restart_service": self.restart_service,
            "state": self.state,
        }

    async def insert(self, fields: dict[str, str], by_record: bool = False) -> dict[str, Any]:
        await self.eject()
        self._instructions |= self._chip.instructions
        self._chip = Chip(fields, by_record, self._plan)
        reader, self._writer = await asyncio.open_connection("127.0.0.1", _PORT)
        self._talk = asyncio.get_running_loop().create_task(self._converse(reader, self._writer))
        return {}

    async def eject(self) -> dict[str, Any]:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
        if self._talk is not None:
            await self._talk
        return {}

    async def stop_service(self) -> dict[str, Any]:
        await self.stop()
        return {}

    async def start_service(self) -> dict[str, Any]:
        await self.start()
        return {}

    async def restart_service(self) -> dict[str, Any]:
        await self.stop()
        await self.start()
        return {}

    async def state(self) -> dict[str, Any]:
        return {
            "commands": self._chip.commands,
            "pins": self._chip.pins,
            "inserted": self._writer is not None,
            "fault": self._plan.name,
            "instructions": sorted(f"{number:02x}" for number in self._instructions | self._chip.instructions),
        }

    async def start(self) -> None:
        if self._own_service and self._service is None:
            self._service = await create_subprocess_exec("pcscd", "--foreground", stdout=DEVNULL, stderr=DEVNULL)
            await asyncio.to_thread(_wait_for_service)

    async def stop(self) -> None:
        await self.eject()
        service, self._service = self._service, None
        if service is not None:
            service.terminate()
            await service.wait()
            await asyncio.to_thread(_SOCKET.unlink, missing_ok=True)

    async def serve(self) -> None:
        await asyncio.get_running_loop().create_future()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line: socket.socket = writer.get_extra_info("socket")
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                line.setsockopt(socket.IPPROTO_TCP, _QUICK_ACK, 1)
                (length,) = struct.unpack(">H", await reader.readexactly(2))
                answer = self._answer(await reader.readexactly(length))
                if answer is None:
                    break
                if answer and answer is not ATR and self._plan.strikes("late"):
                    await asyncio.sleep(_LATE_SECONDS)
                if answer:
                    writer.write(struct.pack(">H", len(answer)) + answer)
        writer.close()

    def _answer(self, message: bytes) -> bytes | None:
        if len(message) == 1:
            return ATR if message == _ASK_ATR else b""
        return self._chip.answer(message)


def _wait_for_service() -> None:
    """pcscd serves its own socket after its drivers have opened theirs."""
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        with socket.socket(socket.AF_UNIX) as line:
            if line.connect_ex(str(_SOCKET)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError("pcscd does not start")


def _raise_loopback() -> None:
    """A fresh network namespace has its loopback down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        fcntl.ioctl(line, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))


async def _run(control: Path, *, own_service: bool) -> None:
    simulator = Simulator(own_service=own_service)
    await simulator.start()
    try:
        await serve_until_terminated(control, simulator.actions(), simulator.serve())
    finally:
        await simulator.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description="simulated social-security card")
    parser.add_argument("--control", type=Path, required=True, help="Unix socket for commands")
    parser.add_argument("--pcscd", action="store_true", help="start pcscd, in a network namespace of its own")
    arguments = parser.parse_args()
    if arguments.pcscd:
        _raise_loopback()
    asyncio.run(_run(arguments.control, own_service=arguments.pcscd))


if __name__ == "__main__":
    main()
