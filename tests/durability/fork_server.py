"""A process that has imported everything and forks one child a task, so that a thousand runs cost a thousand forks.

Reads one JSON object a line: ``{"task", "gate", "marks", "warden", "reads", "arguments"}``; answers the child's process
id. The child waits at the named pipe ``gate``, so that strace can be attached, opens ``marks`` as its standard output,
submits to its ``warden`` if it has one, and begins.
"""

import ctypes
import faulthandler
import importlib
import json
import os
import signal
import sys
from pathlib import Path

from PIL import Image

from tests.durability.call_filter import submit
from tests.durability.continuing_tasks import CONTINUING
from tests.durability.platform_tasks import BESIDE
from tests.durability.tasks import TASKS
from tests.durability.travel_tasks import TRAVELS

_LAZY = (
    "anyio._backends._asyncio", "encodings.ascii", "encodings.idna", "idna", "pydantic.v1", "requests", "sqlite_utils",
    "uvicorn.lifespan.off",
)  # fmt: skip
"""What the product loads when it first needs it: no child has to pay for that again."""
_PR_SET_PTRACER = 0x59616D61
_PR_SET_PDEATHSIG = 1


def main() -> int:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    faulthandler.register(signal.SIGUSR1)
    for name in _LAZY:
        importlib.import_module(name)
    Image.preinit()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(order)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
    return 0


def _run(order: dict[str, object]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # Where Yama restricts ptrace to parents, strace as a sibling needs to be allowed in.
    kernel = ctypes.CDLL(None)
    kernel.prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)
    kernel.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    code = 1
    try:
        Path(str(order["gate"])).read_bytes()
        marks = os.open(str(order["marks"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(marks, 1)
        if order["warden"]:
            submit(Path(str(order["warden"])), reads=bool(order["reads"]))
        {**TASKS, **TRAVELS, **CONTINUING, **BESIDE}[str(order["task"])](marks, *order["arguments"])  # type: ignore[misc]
        code = 0
    except SystemExit:
        code = 2
    except Exception as error:  # noqa: BLE001 - the top of a child: its parent reads the words
        os.write(2, f"{order['task']}: {type(error).__name__} {error}\n".encode())
    finally:
        os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
