"""A receipt printer on the wire: ESC/POS over TCP, every cut receipt a PNG.

``python -m devices.receipt_printer.simulator --port N --control SOCKET --out DIR``; port 0 takes a free one.
Prints ``ready <port>``. Actions of ``devices.simulator_control``:

``set_fault {fault, at = 1, times = 0}`` with :data:`FAULTS`, counted in printed lines: at 1 it is there at once, at 9
after eight lines; each is a condition and lasts until ``none``. ``faults``; ``state`` → ``{fault, stuck, receipts}``:
``stuck`` is the condition that reigns, or empty, ``receipts`` are paths.
"""

import argparse
import asyncio
import contextlib
import signal
import socket
from pathlib import Path
from typing import Any

from PIL import Image

from devices.receipt_printer.simulator_machine import PrinterMachine, State
from devices.receipt_printer.simulator_paper import Paper, resolution
from devices.simulator_control import Action, serve_control
from devices.simulator_faults import FaultPlan

FAULTS = {
    "near_end": "the paper is near its end; it prints on",
    "paper_out": "no paper",
    "cover_open": "the cover is open",
    "cutter_error": "the knife is stuck",
    "mute": "it takes bytes and says nothing",
}
_PAPER_WIDTHS = {576: 640, 384: 464}


class Simulator:
    """One printer: it serves one connection at a time, the next waits, as on real ones."""

    def __init__(self, folder: Path, dots: int, *, four_byte: bool) -> None:
        self._folder = folder
        self._receipts: list[str] = []
        self._machine = PrinterMachine(Paper(dots, _PAPER_WIDTHS[dots]), self._keep, four_byte=four_byte)
        self._plan = FaultPlan(FAULTS)
        self._turn = asyncio.Lock()
        self._line: asyncio.StreamWriter | None = None

    def actions(self) -> dict[str, Action]:
        return {**self._plan.actions(), "set_fault": self.set_fault, "state": self.state}

    async def set_fault(self, fault: str, at: int = 1, times: int = 0) -> dict[str, Any]:
        self._plan.set(fault, at, times)
        self._answer(self._machine.set_state(State(fault), after_lines=at - 1))
        return {}

    async def state(self) -> dict[str, Any]:
        reigns = self._machine.state
        stuck = "" if reigns is State.OK else reigns.value
        return {"fault": self._plan.name, "stuck": stuck, "receipts": list(self._receipts)}

    async def serve_line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with self._turn:
            self._line = writer
            self._machine.connected()
            with contextlib.suppress(ConnectionError):
                while data := await reader.read(4096):
                    self._answer(self._machine.receive(data))
                    await writer.drain()
            self._line = None
            writer.close()

    def hang_up(self) -> None:
        """An open line would keep the server from closing."""
        if self._line is not None:
            self._line.close()

    def _answer(self, data: bytes) -> None:
        if data and self._line is not None and not self._line.is_closing():
            self._line.write(data)

    def _keep(self, receipt: Image.Image) -> None:
        path = self._folder / f"receipt-{len(self._receipts) + 1:04}.png"
        unfinished = path.with_suffix(".part")
        receipt.save(unfinished, format="PNG", dpi=resolution())
        unfinished.replace(path)
        self._receipts.append(str(path))


def main() -> None:
    parser = argparse.ArgumentParser(description="simulated ESC/POS receipt printer")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--control", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dots", type=int, choices=sorted(_PAPER_WIDTHS), default=576)
    parser.add_argument("--four-byte", action="store_true", help="knows the four-byte characters of GB18030")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    asyncio.run(serve(arguments))


async def serve(arguments: argparse.Namespace) -> None:
    """Runs until SIGTERM or SIGINT."""
    simulator = Simulator(arguments.out, arguments.dots, four_byte=arguments.four_byte)
    listener = socket.create_server(("127.0.0.1", arguments.port))
    printer = await asyncio.start_server(simulator.serve_line, sock=listener)
    person = await serve_control(arguments.control, simulator.actions())
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    print(f"ready {listener.getsockname()[1]}", flush=True)
    async with printer, person:
        await stopped.wait()
        simulator.hang_up()


if __name__ == "__main__":
    main()
