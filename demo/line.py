"""The line between a station and the platform, as a process that can be cut.

``python -m demo.line --port N --target HOST:PORT --control SOCKET``. Bytes pass untouched (TLS stays
end to end). Control: ``cut`` (every connection breaks and new ones are refused), ``restore`` with
``latency_ms`` (one way and back together) and ``resets``: after so many bytes from the station since
``restore`` the carrying connection is reset, one number a reset; ``state``.
"""

import argparse
import asyncio
import socket
import struct
from pathlib import Path
from typing import Any

from devices.simulator_control import serve_control

_PIECE = 16 * 1024


class Line:
    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._open = True
        self._delay = 0.0
        self._resets: list[int] = []
        self._sent = 0
        self._pairs: set[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = set()
        self.cuts = 0
        self.resets_done = 0

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._open:
            _break(writer)
            return
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._target)
        except OSError:
            _break(writer)
            return
        pair = (writer, far_writer)
        self._pairs.add(pair)
        up = self._carry(reader, far_writer, pair, counted=True)
        down = self._carry(far_reader, writer, pair, counted=False)
        await asyncio.gather(up, down)
        self._pairs.discard(pair)

    async def _carry(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        pair: tuple[asyncio.StreamWriter, asyncio.StreamWriter],
        *,
        counted: bool,
    ) -> None:
        """One direction. Pieces are written in order, each not before its own delay has passed."""
        loop = asyncio.get_running_loop()
        pieces: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(maxsize=256)

        async def deliver() -> None:
            while (piece := await pieces.get())[1]:
                await asyncio.sleep(max(0.0, piece[0] - loop.time()))
                writer.write(piece[1])
                await writer.drain()

        delivery = asyncio.create_task(deliver())
        try:
            while data := await reader.read(_PIECE):
                if counted and self._reset_now(len(data)):
                    self.resets_done += 1
                    _break(*pair)
                    break
                await pieces.put((loop.time() + self._delay, data))
            await pieces.put((0.0, b""))
            await delivery
        except (OSError, ConnectionError):
            delivery.cancel()
        writer.close()

    def _reset_now(self, size: int) -> bool:
        self._sent += size
        if self._resets and self._sent > self._resets[0]:
            self._resets.pop(0)
            return True
        return False

    async def cut(self) -> dict[str, Any]:
        self._open = False
        self.cuts += 1
        for pair in list(self._pairs):
            _break(*pair)
        return await self.state()

    async def restore(self, latency_ms: int = 0, resets: tuple[int, ...] = ()) -> dict[str, Any]:
        self._open = True
        self._delay = latency_ms / 2000
        self._resets = sorted(resets)
        self._sent = 0
        return await self.state()

    async def state(self) -> dict[str, Any]:
        return {"open": self._open, "cuts": self.cuts, "resets": self.resets_done, "sent": self._sent}


def _break(*writers: asyncio.StreamWriter) -> None:
    """Close with a TCP reset: an orderly end would let the peer believe that all arrived."""
    for writer in writers:
        line: socket.socket | None = writer.get_extra_info("socket")
        if line is not None and line.fileno() >= 0:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()


async def _run(port: int, target: tuple[str, int], control: Path) -> None:
    line = Line(target)
    server = await asyncio.start_server(line.accept, "127.0.0.1", port)
    await serve_control(control, {"cut": line.cut, "restore": line.restore, "state": line.state})
    print("ready", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description="a line that can be cut")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--target", required=True)
    parser.add_argument("--control", type=Path, required=True)
    arguments = parser.parse_args()
    host, _, port = arguments.target.rpartition(":")
    asyncio.run(_run(arguments.port, (host, int(port)), arguments.control))


if __name__ == "__main__":
    main()
