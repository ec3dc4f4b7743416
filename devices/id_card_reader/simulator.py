"""A SAM_V reader on a pseudo terminal: ``python -m devices.id_card_reader.simulator --link PATH --control SOCKET``.

Opens a pty, links PATH to it and answers SDT frames at the pace of the line. Like a real reader it does not
find a card again after it was read, until the card is lifted and laid down. Control: ``lay_card``,
``lift_card``, ``set_fault``, ``state`` (see :mod:`devices.simulator_control`).
"""

import argparse
import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devices.id_card_reader import frame_codec as sdt
from devices.id_card_reader.card_writer import new_address_data, read_data
from devices.simulator_control import Action, serve_until_terminated
from devices.simulator_line import SerialLine

HID_REPORT = 64
FAULTS = ("none", "bad_checksum", "torn_frame", "silent", "read_failed", "garbage_before", "sam_fault")


@dataclass
class Reader:
    """The reader's own state: what lies on it and what it has told of it. Takes requests, gives answers."""

    finds_again: bool = False
    """Some readers find a card again and again while it lies there."""
    card: Mapping[str, str] | None = field(default=None, repr=False)
    selected: bool = False
    already_read: bool = False
    fault: str = "none"
    fault_times: int = 0
    """Answers still to spoil; 0: all."""
    reads: int = 0

    def answer(self, command: bytes) -> bytes:
        if self._faulty("sam_fault"):
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
        if self._faulty("silent"):
            return b""
        if self._faulty("bad_checksum"):
            return answer[:-1] + bytes((answer[-1] ^ 0xFF,))
        if self._faulty("torn_frame"):
            return answer[: len(answer) // 2]
        if self._faulty("garbage_before"):
            return random.randbytes(7) + b"\xaa\x00" + answer  # noqa: S311 - noise
        return answer

    def _read(self) -> bytes:
        if not self.selected or self.card is None or self._faulty("read_failed"):
            return sdt.encode_answer(sdt.READ_ERROR)
        self.already_read = not self.finds_again
        self.reads += 1
        return sdt.encode_answer(sdt.OK, read_data(self.card))

    def _read_new_address(self) -> bytes:
        address = self.card.get("appended_address", "") if self.card is not None and self.selected else ""
        return sdt.encode_answer(sdt.OK, new_address_data(address)) if address else sdt.encode_answer(sdt.NO_SUCH_ITEM)

    def _faulty(self, fault: str) -> bool:
        if self.fault != fault:
            return False
        if self.fault_times == 1:
            self.fault = "none"
        self.fault_times = max(0, self.fault_times - 1)
        return True


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
            answer = self.reader.spoilt(self.reader.answer(command))
            await self.line.send(answer + bytes(-len(answer) % HID_REPORT) if self._hid else answer)

    async def lay_card(self, card: dict[str, str]) -> dict[str, Any]:
        read_data(card)
        self.reader.card, self.reader.already_read, self.reader.selected = card, False, False
        return {}

    async def lift_card(self) -> dict[str, Any]:
        self.reader.card, self.reader.already_read, self.reader.selected = None, False, False
        return {}

    async def set_fault(self, fault: str, times: int = 0) -> dict[str, Any]:
        if fault not in FAULTS:
            raise ValueError(fault)
        self.reader.fault, self.reader.fault_times = fault, times
        return {}

    async def state(self) -> dict[str, Any]:
        reader = self.reader
        return {"card": reader.card is not None, "reads": reader.reads, "fault": reader.fault}

    def _received(self, data: bytes) -> None:
        for body in self._decoder.feed(data):
            self._requests.put_nowait(body)


async def _run(simulator: Simulator, control: Path) -> None:
    actions: dict[str, Action] = {
        "lay_card": simulator.lay_card,
        "lift_card": simulator.lift_card,
        "set_fault": simulator.set_fault,
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
