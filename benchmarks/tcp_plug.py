"""A plug in a network cable: ``python -m benchmarks.tcp_plug --to PORT --control SOCKET``.

Prints ``ready <port>`` and carries bytes between that port and ``--to``. Actions of ``devices.simulator_control``:
``pull`` (every connection breaks, new ones are refused) and ``put`` (the same port answers again).
"""

import argparse
import asyncio
import contextlib
import signal
import socket
from pathlib import Path
from typing import Any

from devices.simulator_control import serve_control

_CHUNK = 1 << 16


class Plug:
    def __init__(self, to: int) -> None:
        self._to = to
        self._port = 0
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.StreamWriter] = set()

    async def put(self) -> dict[str, Any]:
        if self._server is None:
            listener = socket.create_server(("127.0.0.1", self._port))
            self._port = listener.getsockname()[1]
            self._server = await asyncio.start_server(self._carry, sock=listener)
        return {"port": self._port}

    async def pull(self) -> dict[str, Any]:
        server, self._server = self._server, None
        if server is not None:
            server.close()
        for line in list(self._lines):
            line.transport.abort()
        return {}

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to)
            ends = {writer, far_writer}
            self._lines |= ends
            if self._server is None:  # pulled while this line was being laid
                await self.pull()
            await asyncio.gather(_pour(reader, far_writer), _pour(far_reader, writer))
            self._lines -= ends
        writer.close()


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(_CHUNK):
            writer.write(data)
            await writer.drain()
    writer.close()


async def serve(to: int, control: Path) -> None:
    """Runs until SIGTERM."""
    plug = Plug(to)
    port = (await plug.put())["port"]
    person = await serve_control(control, {"put": plug.put, "pull": plug.pull})
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    print(f"ready {port}", flush=True)
    async with person:
        await ended.wait()
    await plug.pull()


def main() -> None:
    parser = argparse.ArgumentParser(description="a plug that can be pulled")
    parser.add_argument("--to", type=int, required=True)
    parser.add_argument("--control", type=Path, required=True)
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.to, arguments.control))


if __name__ == "__main__":
    main()
