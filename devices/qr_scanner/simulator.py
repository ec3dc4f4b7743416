"""A bar code scanner on a pseudo terminal: ``python -m devices.qr_scanner.simulator --link PATH --control SOCKET``.

A text or a picture is presented to it; it sends what a scanner would send: the bytes and CR, at the pace of
the line. Actions of ``devices.simulator_control``: ``present_text {text}``, ``present_image {path}``; ``set_fault
{fault, at = 1, times = 0}`` with :data:`FAULTS`, counted in codes, ``faults``; ``unplug``, ``plug``; ``state`` →
``{fault, sent, plugged}``.
"""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from devices.errors import ReadFailed
from devices.qr_scanner.hid_pos_codec import encode_reports
from devices.qr_scanner.image_decoder import decode_codes
from devices.simulator_control import Action, serve_until_terminated
from devices.simulator_faults import FaultPlan
from devices.simulator_line import SerialLine

FAULTS = {
    "noise": "what arrives is no text",
    "torn": "the code stops in its middle, without an end",
    "slow_byte": "the last byte comes 0.04 s late",
    "twice": "the code is sent twice",
    "unplug": "the line is pulled out within the code, until plug",
}
_LATE_SECONDS = 0.04
_FULL_SPEED = 640_000
"""Bits a second that let one report of 64 bytes pass in a millisecond."""


class Simulator:
    """``hid``: sends reports of a HID POS scanner instead of bytes."""

    def __init__(self, link: Path, baud: int, *, hid: bool) -> None:
        self.line = SerialLine(link, baud, lambda _: None)
        self._hid = hid
        self._plan = FaultPlan(FAULTS)
        self._sent = 0

    def actions(self) -> dict[str, Action]:
        return {
            "present_text": self.present_text,
            "present_image": self.present_image,
            **self._plan.actions(),
            "plug": self.plug,
            "unplug": self.unplug,
            "state": self.state,
        }

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

    async def plug(self) -> dict[str, Any]:
        self.line.plug()
        return {}

    async def unplug(self) -> dict[str, Any]:
        self.line.unplug()
        return {}

    async def state(self) -> dict[str, Any]:
        return {"fault": self._plan.name, "sent": self._sent, "plugged": self.line.plugged}

    async def _present(self, payload: bytes) -> dict[str, Any]:
        if not self.line.plugged:
            raise ValueError("unplugged")
        if self._plan.strikes("noise"):
            payload = bytes(byte ^ 0x80 if at % 2 else 0x01 for at, byte in enumerate(payload))
        parts = encode_reports(payload) if self._hid else [payload + b"\r"]
        unplugged = self._plan.strikes("unplug")
        if unplugged or self._plan.strikes("torn"):
            parts = _torn(parts)
        pause = _LATE_SECONDS if self._plan.strikes("slow_byte") else 0.0
        for part in parts * (2 if self._plan.strikes("twice") else 1):
            await self.line.send(part, pause)
        if unplugged:
            self.line.unplug()
        self._sent += 1
        return {"bytes": len(payload)}


def _torn(parts: list[bytes]) -> list[bytes]:
    """Half of the reports, or of the bytes if there is one."""
    return parts[: len(parts) // 2] or [parts[0][: len(parts[0]) // 2]]


async def _run(simulator: Simulator, control: Path) -> None:
    simulator.line.plug()
    try:
        await serve_until_terminated(control, simulator.actions(), _until_cancelled())
    finally:
        simulator.line.unplug()


async def _until_cancelled() -> None:
    await asyncio.get_running_loop().create_future()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m devices.qr_scanner.simulator", description="A simulated scanner.")
    parser.add_argument("--link", type=Path, required=True, help="where the serial line appears")
    parser.add_argument("--control", type=Path, required=True, help="Unix socket for commands")
    parser.add_argument("--baud", type=int, default=9600)
    parser.add_argument("--hid-pos", action="store_true", help="reports of 64 bytes, as a HID POS scanner sends them")
    arguments = parser.parse_args()
    simulator = Simulator(arguments.link, _FULL_SPEED if arguments.hid_pos else arguments.baud, hid=arguments.hid_pos)
    asyncio.run(_run(simulator, arguments.control))


if __name__ == "__main__":
    main()
