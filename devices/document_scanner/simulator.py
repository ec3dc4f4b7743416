"""A document scanner on the wire: eSCL over HTTP, fed by ``devices.simulator_control``.

``python -m devices.document_scanner.simulator --port N --control SOCKET``; port 0 takes a free one.
Prints ``ready <port>``. Actions:

``load_sheets {sheets: [{front, back}]}``: image files; ``back: null`` is an unprinted back.
``set_fault {fault, at = 1, times = 0}`` with ``FAULTS`` of :mod:`devices.document_scanner.simulator_feeder`,
``faults``. A jam or open cover lasts until ``set_fault none``, ``load_sheets`` or ``clear``; its sheet stays in the
feeder.
``set_model {model}``: one of ``simulator_habits.HABITS``, just switched on.
``set_pace {pages_per_minute}``, ``clear``, ``state`` → ``{loaded, jobs, served, fault, stuck}``.
"""

import argparse
import asyncio
import socket
from pathlib import Path

import uvicorn

from devices.document_scanner.simulator_server import Simulator
from devices.simulator_control import serve_control


def main() -> None:
    parser = argparse.ArgumentParser(description="simulated eSCL scanner")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--control", type=Path, required=True)
    parser.add_argument("--tls", type=Path, help="PEM file with certificate and key: answer by https only")
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.port, arguments.control, arguments.tls))


async def serve(port: int, control: Path, tls: Path | None = None) -> None:
    """Runs until SIGTERM or SIGINT."""
    simulator = Simulator()
    listener = socket.create_server(("127.0.0.1", port))
    server = uvicorn.Server(
        uvicorn.Config(
            simulator.app(),
            lifespan="off",
            log_level="critical",
            access_log=False,
            timeout_graceful_shutdown=1,
            server_header=False,
            ssl_certfile=tls,
        )
    )
    person = await serve_control(control, simulator.actions())
    print(f"ready {listener.getsockname()[1]}", flush=True)
    async with person:
        await server.serve([listener])


if __name__ == "__main__":
    main()
