"""How a person, the demo or a test moves the paper of a simulator: JSON lines over a Unix socket.

Request ``{"do": "lay_card", "card": "…"}``, answer ``{"ok": true, …}`` or ``{"ok": false, "error": "…"}``.
"""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable, Mapping
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

    path.unlink(missing_ok=True)
    return await asyncio.start_unix_server(converse, path, limit=_LINE_LIMIT)


async def _answer(line: bytes, actions: Mapping[str, Action]) -> dict[str, Any]:
    try:
        arguments = json.loads(line)
        result = await actions[arguments.pop("do")](**arguments)
    except (ValueError, TypeError, KeyError, AttributeError, OSError) as error:
        return {"ok": False, "error": f"{type(error).__name__}: {error}"}
    return {"ok": True, **result}


def ask(path: Path, do: str, **arguments: object) -> dict[str, Any]:
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
