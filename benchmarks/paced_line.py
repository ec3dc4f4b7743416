"""A line as slow and as bad as told: shared rate, delay, resets, outages. Model of ``docs/offline_queue.md``.

Each way has one token bucket shared by all connections; what passed it is on its way for half a round trip.
A new connection first waits one round trip (the TCP handshake). A reset loses what is on its way.
"""

import asyncio
import contextlib
import random
import socket
import threading
import time
from collections.abc import Coroutine
from dataclasses import dataclass

_LOOK_SECONDS = 0.02
_PIECE = 1448
"""Bytes: one segment of TCP on an Ethernet."""


@dataclass(frozen=True, slots=True)
class LineKind:
    bits_per_s: float
    round_trip_s: float
    reset_every_bytes: float = 0.0
    """Mean of an exponential, towards the platform, each connection for itself; 0: never."""
    pulled_every_s: float = 0.0
    """The line is pulled so often, counted from the first byte; 0: never."""
    pulled_for_s: float = 2.0


class PacedLine:
    """Listens on a port of its own until closed; a thread with an event loop."""

    def __init__(self, target: int, kind: LineKind, seed: int = 1) -> None:
        self._target = target
        self._kind = kind
        self._random = random.Random(seed)
        self._free = {True: 0.0, False: 0.0}
        self._open: set[asyncio.Task[None]] = set()
        self._ready = threading.Event()
        self.port = 0
        self.sent_bytes = 0
        """Towards the platform."""
        self.received_bytes = 0
        """From the platform."""
        self.lost_bytes = 0
        """Sent towards the platform and on their way when their connection broke."""
        self.resets = 0
        self.round_trips = 0
        """One for each connection's beginning, then one whenever something comes back after something went out."""
        self.first_at = 0.0
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        self._ready.wait()

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def begin_anew(self) -> None:
        """Counts from now on, for connections that were made before."""
        self.sent_bytes = self.received_bytes = self.lost_bytes = self.resets = self.round_trips = 0
        self.first_at = time.perf_counter()

    def until_quiet(self, seconds: float, give_up_s: float) -> None:
        """Until so long nothing has passed. Raises ``TimeoutError``."""
        end, seen, since = time.perf_counter() + give_up_s, -1, 0.0
        while (now := time.perf_counter()) < end:
            if (passed := self.sent_bytes + self.received_bytes) != seen:
                seen, since = passed, now
            elif now - since > seconds:
                return
            time.sleep(_LOOK_SECONDS)
        raise TimeoutError

    def up_seconds(self, until: float) -> float:
        """How long the line was up between its first byte and ``until`` (``perf_counter``)."""
        kind, passed = self._kind, until - self.first_at
        if not kind.pulled_every_s:
            return passed
        cycles, rest = divmod(passed, kind.pulled_every_s)
        return cycles * (kind.pulled_every_s - kind.pulled_for_s) + min(rest, kind.pulled_every_s - kind.pulled_for_s)

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        listener = socket.socket()
        # Small, or the kernel takes a whole request off the sender's hands and calls it sent.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
        listener.bind(("127.0.0.1", 0))
        server = await asyncio.start_server(self._connection, sock=listener, limit=_PIECE)
        self.port = listener.getsockname()[1]
        self._ready.set()
        puller = asyncio.create_task(self._pull())
        await self._stop.wait()
        server.close()
        for task in (puller, *self._open):
            task.cancel()
        await asyncio.gather(puller, *self._open, return_exceptions=True)

    async def _connection(self, near: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        if self._is_pulled():
            near_out.transport.abort()
            return
        self._open.add(task)
        try:
            await asyncio.sleep(self._kind.round_trip_s)
            far, far_out = await asyncio.open_connection("127.0.0.1", self._target)
            self.round_trips += 1
            turn = _Turn()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                ways = [self._carry(near, far_out, turn, outward=True), self._carry(far, near_out, turn, outward=False)]
                await _first_of(ways)
            far_out.transport.abort()
        except (OSError, asyncio.CancelledError):
            near_out.transport.abort()
        finally:
            near_out.transport.abort()
            self._open.discard(task)

    async def _carry(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, turn: "_Turn", *, outward: bool
    ) -> None:
        every = self._kind.reset_every_bytes
        left = self._random.expovariate(1 / every) if outward and every else float("inf")
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.create_task(_arrive(under_way, sink))
        try:
            while data := await source.read(_PIECE):
                self.round_trips += turn.taken(outward=outward)
                passed = await self._pass(len(data), outward=outward)
                left -= len(data)
                if left <= 0:
                    self.resets += 1
                    self.lost_bytes += len(data)
                    return
                under_way.put_nowait((passed + self._kind.round_trip_s / 2, data))
            under_way.put_nowait((time.perf_counter() + self._kind.round_trip_s / 2, b""))
            await arriving
        finally:
            arriving.cancel()
            if outward:
                self.lost_bytes += _bytes_in(under_way)

    async def _pass(self, size: int, *, outward: bool) -> float:
        now = time.perf_counter()
        if outward:
            self.first_at = self.first_at or now
            self.sent_bytes += size
        else:
            self.received_bytes += size
        self._free[outward] = max(self._free[outward], now) + size * 8 / self._kind.bits_per_s
        passed = self._free[outward]
        await asyncio.sleep(passed - now)
        return passed

    def _is_pulled(self) -> bool:
        kind = self._kind
        if not (kind.pulled_every_s and self.first_at):
            return False
        return (time.perf_counter() - self.first_at) % kind.pulled_every_s > kind.pulled_every_s - kind.pulled_for_s

    async def _pull(self) -> None:
        was = False
        while self._kind.pulled_every_s:
            await asyncio.sleep(0.02)
            now = self._is_pulled()
            if now and not was:
                self.resets += 1
                for task in self._open:
                    task.cancel()
            was = now


class _Turn:
    """Who of one connection spoke last."""

    def __init__(self) -> None:
        self._was_outward = False

    def taken(self, *, outward: bool) -> bool:
        """Whether this answers something."""
        answers = self._was_outward and not outward
        self._was_outward = outward
        return answers


def _bytes_in(under_way: "asyncio.Queue[tuple[float, bytes]]") -> int:
    size = 0
    while not under_way.empty():
        size += len(under_way.get_nowait()[1])
    return size


async def _arrive(under_way: "asyncio.Queue[tuple[float, bytes]]", sink: asyncio.StreamWriter) -> None:
    while True:
        at, data = await under_way.get()
        await asyncio.sleep(at - time.perf_counter())
        if not data:
            return
        sink.write(data)
        await sink.drain()


async def _first_of(ways: list[Coroutine[None, None, None]]) -> None:
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
