"""A line that breaks at random bytes, in either direction: within the handshake, a header, a piece, an answer."""

import asyncio
import contextlib
import random
import shutil
import socket
import struct
import threading
from collections.abc import Iterator

from tests.durability.crossing import crossing
from tests.durability.delivering import deliver
from tests.durability.tally import Tally
from tests.durability.town import Town

WAYS = {"reset": 40, "farewell": 40, "flipped": 15, "silence": 5}
"""How a line ends, and how often; ``flipped``: one bit of what TLS protects, then it goes on."""
LONGEST = 14_000
"""Bytes of a connection before its fault, both directions together; a handshake takes about 5,000."""
_PIECE = 4096
_CASES = 24


class CuttingLine:
    """Listens on a port of its own; a thread with an event loop. After ``most`` faults new connections are good ones;
    those of before may still break."""

    def __init__(self, target: int, most: int, chance: random.Random) -> None:
        self.faults = 0
        self.port = 0
        self._target = target
        self._most = most
        self._chance = chance
        self._open: set[asyncio.Task[None]] = set()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        self._ready.wait()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._connection, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        # Transports that were broken off are closed in the turns that follow.
        await server.wait_closed()
        await asyncio.sleep(0)

    async def _connection(self, near: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            with contextlib.suppress(OSError):
                far, far_out = await asyncio.open_connection("127.0.0.1", self._target)
                await _Connection(self, near_out, far_out).carry(near, far)
        finally:
            self._open.discard(task)
            near_out.transport.abort()

    def planned(self) -> tuple[str, int]:
        """Fault and byte of the next connection; -1: none."""
        if self.faults >= self._most:
            return "", -1
        return self._chance.choices(tuple(WAYS), tuple(WAYS.values()))[0], self._chance.randrange(LONGEST)


class _Connection:
    def __init__(self, line: CuttingLine, near: asyncio.StreamWriter, far: asyncio.StreamWriter) -> None:
        self._line = line
        self._near, self._far = near, far
        self._fault, self._left = line.planned()

    async def carry(self, near: asyncio.StreamReader, far: asyncio.StreamReader) -> None:
        ways = [asyncio.create_task(self._pump(near, self._far)), asyncio.create_task(self._pump(far, self._near))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            self._far.transport.abort()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while data := await source.read(_PIECE):
            if self._fault and self._left < len(data):
                data = await self._strike(data)
            self._left -= len(data)
            target.write(data)
            await target.drain()

    async def _strike(self, data: bytes) -> bytes:
        fault, self._fault = self._fault, ""
        self._line.faults += 1
        at = self._left
        if fault == "flipped":
            return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        if fault == "silence":
            await asyncio.Event().wait()
        for one in (self._near, self._far):
            if fault == "reset":
                held = one.get_extra_info("socket")
                held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise ConnectionResetError


def cut_at_random_bytes(town: Town, wanted: int, chance: random.Random) -> Tally:
    """So many faults or some more, then a good line; everything promised must have arrived once."""
    tally = Tally()
    for way in _in_turn(("pieces", "packets")):
        left = wanted - tally.figures["line_faults"]
        if left <= 0:
            return tally
        one = crossing(town, "cut", _CASES)
        with town.serving(one.data) as (url, platform):
            line = CuttingLine(int(url.rsplit(":", 1)[1]), left, chance)
            try:
                deliver(town, one.station, f"https://127.0.0.1:{line.port}", way=way, seconds=120)
            finally:
                line.close()
        one.told += platform.said()
        tally.count("line_faults", one.faults(), f"random bytes, {way}", line.faults)
        tally.figures["byte_faults"] += line.faults
        shutil.rmtree(one.station.root)
        shutil.rmtree(one.data)
    return tally


def _in_turn(ways: tuple[str, ...]) -> Iterator[str]:
    while True:
        yield from ways
