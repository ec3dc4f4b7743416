"""A SAM_V reader on a pseudo terminal: ``python -m devices.id_card_reader.simulator --link PATH --control SOCKET``.

Opens a pty, links PATH to it and answers SDT frames at the pace of the line. Like a real reader it does not
find a card again after it was read, until the card is lifted and laid down. Actions of ``devices.simulator_control``:

``lay_card {card}`` (fields of :mod:`devices.id_card_reader.card_writer`), ``lift_card``; ``set_fault {fault, at = 1,
times = 0}`` with :data:`FAULTS`, counted in answers, ``faults``; ``unplug``, ``plug``; ``state`` →
``{card, reads, fault, plugged, commands}``, commands as hexadecimal digits with how often each was asked.
"""

import argparse
import asyncio
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devices.id_card_reader import frame_codec as sdt
from devices.id_card_reader.card_writer import new_address_data, read_data
from devices.simulator_control import Action, serve_until_terminated
from devices.simulator_faults import FaultPlan
from devices.simulator_line import SerialLine

HID_REPORT = 64
FAULTS = {
    "bad_checksum": "the last byte of the answer is wrong",
    "torn_frame": "the answer stops in its middle",
    "slow_byte": "the last byte of the answer comes 0.1 s late",
    "silent": "no answer",
    "garbage_before": "noise before the answer",
    "unplug": "the line is pulled out within the answer, until plug",
    "read_failed": "the card is not read",
    "sam_fault": "the module's self-test failed",
}
_LATE_SECONDS = 0.1


@dataclass
class Reader:
    """The reader's own state: what lies on it and what it has told of it. Takes requests, gives answers."""

    finds_again: bool = False
    """Some readers find a card again and again while it lies there."""
    card: Mapping[str, str] | None = field(default=None, repr=False)
    selected: bool = False
    already_read: bool = False
    plan: FaultPlan = field(default_factory=lambda: FaultPlan(FAULTS))
    reads: int = 0
    commands: Counter[str] = field(default_factory=Counter)
    """How often each was asked, by its two bytes: so that a test sees what was never asked."""

    def lay(self, card: Mapping[str, str] | None) -> None:
        """``None`` lifts what lies there."""
        self.card, self.already_read, self.selected = card, False, False

    def answer(self, command: bytes) -> bytes:
        self.commands[command[:2].hex()] += 1
        if self.plan.strikes("sam_fault"):
            return sdt.encode_answer(sdt.SELF_TEST_FAILED)
        match command:
            case sdt.SAM_STATUS:
                return sdt.encode_answer(sdt.OK)
            case sdt.FIND:
                findable = self.card is not None and not self.already_read
                return sdt.encode_answer(sdt.CARD_FOUND, bytes(4)) if findable else sdt.encode_answer(sdt.NO_CARD)
            case sdt.SELECT:
                self.selected = self.card is not None and not self.already_read
                return sdt.encode_answer(sdt.OK, bytes(8)) if self.selected else sdt.encode_answer(sdt.NOT_SELECTED)
            case sdt.READ:
                return self._read()
            case sdt.READ_NEW_ADDRESS:
                return self._read_new_address()
        return sdt.encode_answer(sdt.UNKNOWN_COMMAND)

    def spoilt(self, answer: bytes) -> bytes:
        """The answer as a bad line delivers it."""
        if self.plan.strikes("silent"):
            return b""
        if self.plan.strikes("bad_checksum"):
            return answer[:-1] + bytes((answer[-1] ^ 0xFF,))
        if self.plan.strikes("torn_frame"):
            return answer[: len(answer) // 2]
        if self.plan.strikes("garbage_before"):
            return random.randbytes(7) + b"\xaa\x00" + answer  # noqa: S311 - noise
        return answer

    def _read(self) -> bytes:
        if not self.selected or self.card is None or self.plan.strikes("read_failed"):
            return sdt.encode_answer(sdt.READ_ERROR)
        self.already_read = not self.finds_again
        self.reads += 1
        return sdt.encode_answer(sdt.OK, read_data(self.card))

    def _read_new_address(self) -> bytes:
        address = self.card.get("appended_address", "") if self.card is not None and self.selected else ""
        return sdt.encode_answer(sdt.OK, new_address_data(address)) if address else sdt.encode_answer(sdt.NO_SUCH_ITEM)


class Simulator:
    def __init__(self, reader: Reader, link: Path, baud: int, read_delay: float, *, hid: bool = False) -> None:
        self.reader = reader
        self._hid = hid
        self.line = SerialLine(link, baud, self._received)
        self._read_delay = read_delay
        self._requests: asyncio.Queue[bytes] = asyncio.Queue()
        self._decoder = sdt.FrameDecoder()

    async def serve(self) -> None:
        """Answers requests one after another, until cancelled."""
        while True:
            command = await self._requests.get()
            if command == sdt.READ:
                await asyncio.sleep(self._read_delay)
            await self._send(self.reader.spoilt(self.reader.answer(command)))

    async def _send(self, answer: bytes) -> None:
        data = answer + bytes(-len(answer) % HID_REPORT) if self._hid else answer
        if self.reader.plan.strikes("unplug"):
            await self.line.send(data[: len(data) // 2])
            self.line.unplug()
            return
        await self.line.send(data, _LATE_SECONDS if self.reader.plan.strikes("slow_byte") else 0.0)

    async def lay_card(self, card: dict[str, str]) -> dict[str, Any]:
        read_data(card)
        self.reader.lay(card)
        return {}

    async def lift_card(self) -> dict[str, Any]:
        self.reader.lay(None)
        return {}

    async def plug(self) -> dict[str, Any]:
        self.line.plug()
        return {}

    async def unplug(self) -> dict[str, Any]:
        self.line.unplug()
        return {}

    async def state(self) -> dict[str, Any]:
        reader = self.reader
        return {
            "card": reader.card is not None,
            "reads": reader.reads,
            "fault": reader.plan.name,
            "plugged": self.line.plugged,
            "commands": dict(reader.commands),
        }

    def _received(self, data: bytes) -> None:
        for body in self._decoder.feed(data):
            self._requests.put_nowait(body)


async def _run(simulator: Simulator, control: Path) -> None:
    actions: dict[str, Action] = {
        "lay_card": simulator.lay_card,
        "lift_card": simulator.lift_card,
        **simulator.reader.plan.actions(),
        "plug": simulator.plug,
        "unplug": simulator.unplug,
        "state": simulator.state,
    }
    simulator.line.plug()
    try:
        await serve_until_terminated(control, actions, simulator.serve())
    finally:
        simulator.line.unplug()


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m devices.id_card_reader.simulator", description="A simulated ID card reader."
    )
    parser.add_argument("--link", type=Path, required=True, help="where the serial line appears")
    parser.add_argument("--control", type=Path, required=True, help="Unix socket for commands")
    parser.add_argument("--baud", type=int, default=115200)
    parser.add_argument("--read-delay", type=float, default=0.25, help="seconds the card itself takes")
    parser.add_argument("--finds-again", action="store_true", help="like readers that need no lifting of the card")
    parser.add_argument("--hid", action="store_true", help="in reports of 64 bytes, as a HID reader sends them")
    arguments = parser.parse_args()
    reader = Reader(finds_again=arguments.finds_again)
    simulator = Simulator(reader, arguments.link, arguments.baud, arguments.read_delay, hid=arguments.hid)
    asyncio.run(_run(simulator, arguments.control))


if __name__ == "__main__":
    main()
