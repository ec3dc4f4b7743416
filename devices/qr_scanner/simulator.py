"""A bar code scanner on a pseudo terminal: ``python -m devices.qr_scanner.simulator --link PATH --control SOCKET``.

A text or a picture is presented to it; it sends what a scanner would send: the bytes and CR, at the pace of
the line. Control: ``present_text``, ``present_image``, ``set_fault``, ``state`` (see :mod:`devices.simulator_control`).
"""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from devices.errors import ReadFailed
from devices.qr_scanner.image_decoder import decode_codes
from devices.simulator_control import Action, serve_until_terminated
from devices.simulator_line import SerialLine

FAULTS = ("none", "noise", "unplug")


class Simulator:
    def __init__(self, link: Path, baud: int) -> None:
        self.line = SerialLine(link, baud, lambda _: None)
        self._fault = "none"
        self._sent = 0

    async def present_text(self, text: str) -> dict[str, Any]:
        return await self._present(text.encode())

    async def present_image(self, path: str) -> dict[str, Any]:
        """The first code of the picture, as the device would see it."""
        try:
            codes = await asyncio.to_thread(lambda: decode_codes(Path(path).read_bytes()))
        except ReadFailed as failure:
            raise ValueError(failure.detail) from failure
        if not codes:
            raise ValueError("no code in the picture")
        return await self._present(codes[0])

    async def set_fault(self, fault: str) -> dict[str, Any]:
        """``unplug`` takes the line away until another fault, or ``none``, is set."""
        if fault not in FAULTS:
            raise ValueError(fault)
        self._fault = fault
        if fault == "unplug":
            self.line.unplug()
        else:
            self.line.plug()
        return {}

    async def state(self) -> dict[str, Any]:
        return {"fault": self._fault, "sent": self._sent, "plugged": self.line.plugged}

    async def _present(self, payload: bytes) -> dict[str, Any]:
        if not self.line.plugged:
            raise ValueError("unplugged")
        if self._fault == "noise":
            payload = bytes(byte ^ 0x80 if at % 2 else 0x01 for at, byte in enumerate(payload))
        await self.line.send(payload + b"\r")
        self._sent += 1
        return {"bytes": len(payload)}


async def _run(link: Path, control: Path, baud: int) -> None:
    simulator = Simulator(link, baud)
    actions: dict[str, Action] = {
        "present_text": simulator.present_text,
        "present_image": simulator.present_image,
        "set_fault": simulator.set_fault,
        "state": simulator.state,
    }
    simulator.line.plug()
    try:
        await serve_until_terminated(control, actions, _until_cancelled())
    finally:
        simulator.line.unplug()


async def _until_cancelled() -> None:
    await asyncio.get_running_loop().create_future()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m devices.qr_scanner.simulator", description="A simulated scanner.")
    parser.add_argument("--link", type=Path, required=True, help="where the serial line appears")
    parser.add_argument("--control", type=Path, required=True, help="Unix socket for commands")
    parser.add_argument("--baud", type=int, default=9600)
    arguments = parser.parse_args()
    asyncio.run(_run(arguments.link, arguments.control, arguments.baud))


if __name__ == "__main__":
    main()
