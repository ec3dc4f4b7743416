"""How a person, the demo or a test moves the paper of a simulator: JSON lines over a Unix socket.

Request ``{"do": "lay_card", "card": "…"}``, answer ``{"ok": true, …}`` or ``{"ok": false, "error": "…"}``.
"""

import asyncio
import contextlib
import json
import signal
import socket
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any

Action = Callable[..., Awaitable[dict[str, Any]]]
_LINE_LIMIT = 1 << 20


async def serve_control(path: Path, actions: Mapping[str, Action]) -> asyncio.Server:
    """Start serving; the actions run in the caller's event loop."""

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            writer.write(json.dumps(await _answer(line, actions)).encode() + b"\n")
            await writer.drain()
        writer.close()

    _remove(path)
    return await asyncio.start_unix_server(converse, path, limit=_LINE_LIMIT)


async def serve_until_terminated(path: Path, actions: Mapping[str, Action], work: Coroutine[Any, Any, None]) -> None:
    """What every simulator's ``main`` does: work and serve the control, say ``ready`` on stdout, end
    cleanly at SIGTERM or SIGINT. An error of ``work`` ends it too."""
    loop = asyncio.get_running_loop()
    server = await serve_control(path, actions)
    task = loop.create_task(work)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, task.cancel)
    print("ready", flush=True)
    try:
        with contextlib.suppress(asyncio.CancelledError):
            await task
    finally:
        server.close()
        _remove(path)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


async def _answer(line: bytes, actions: Mapping[str, Action]) -> dict[str, Any]:
    try:
        arguments = json.loads(line)
        result = await actions[arguments.pop("do")](**arguments)
    except (ValueError, TypeError, KeyError, AttributeError, OSError) as error:
        return {"ok": False, "error": f"{type(error).__name__}: {error}"}
    return {"ok": True, **result}


def ask(path: Path, do: str, /, **arguments: object) -> dict[str, Any]:
    """One request to a running simulator. Raises ``RuntimeError`` with its error text, ``OSError`` if it is gone."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(30)
        line.connect(str(path))
        line.sendall(json.dumps({"do": do, **arguments}).encode() + b"\n")
        with line.makefile("rb") as answers:
            answer: dict[str, Any] = json.loads(answers.readline())
    if not answer.pop("ok"):
        raise RuntimeError(answer["error"])
    return answer
