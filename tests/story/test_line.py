"""The line of the demonstration really is cut, slow and reset."""

import asyncio
import contextlib
from pathlib import Path

import pytest

from demo.line import Line


async def _echo() -> tuple[asyncio.Server, int]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionResetError):
            while data := await reader.read(4096):
                writer.write(data)
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    return server, server.sockets[0].getsockname()[1]


async def _through(line: Line) -> tuple[asyncio.Server, int]:
    server = await asyncio.start_server(line.accept, "127.0.0.1", 0)
    return server, server.sockets[0].getsockname()[1]


def test_bytes_pass_unchanged_and_late(tmp_path: Path) -> None:
    async def run() -> float:
        far, port = await _echo()
        line = Line(("127.0.0.1", port))
        await line.restore(latency_ms=200)
        near, entry = await _through(line)
        reader, writer = await asyncio.open_connection("127.0.0.1", entry)
        started = asyncio.get_running_loop().time()
        writer.write(b"hello")
        assert await reader.readexactly(5) == b"hello"
        taken = asyncio.get_running_loop().time() - started
        writer.close()
        near.close()
        far.close()
        return taken

    assert asyncio.run(run()) >= 0.2


def test_a_reset_comes_after_its_bytes_and_a_cut_refuses(tmp_path: Path) -> None:
    async def run() -> None:
        far, port = await _echo()
        line = Line(("127.0.0.1", port))
        await line.restore(resets=(1000,))
        near, entry = await _through(line)
        reader, writer = await asyncio.open_connection("127.0.0.1", entry)
        writer.write(b"x" * 900)
        assert len(await reader.readexactly(900)) == 900
        writer.write(b"x" * 900)
        with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
            await reader.readexactly(900)
        assert (await line.state())["resets"] == 1
        assert (await line.cut())["cuts"] == 1
        reader, writer = await asyncio.open_connection("127.0.0.1", entry)
        with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
            await reader.readexactly(1)
        near.close()
        far.close()

    asyncio.run(run())
