"""A document camera on the wire: MJPEG over HTTP.

``python -m devices.document_scanner.simulator_camera --port N --control SOCKET``; port 0 takes a free one. Prints
``ready <port>``; the stream is ``http://127.0.0.1:<port>/camera.mjpg``. Actions of ``devices.simulator_control``:
``show {image}`` lays a picture file under the camera; ``set_fault {fault, at = 1, times = 0}`` with :data:`FAULTS`,
counted in frames, ``faults``; ``state`` → ``{frames, fault, viewers}``.
"""

import argparse
import asyncio
import contextlib
import io
import signal
import socket
from pathlib import Path
from typing import Any

from PIL import Image, ImageFilter

from devices.simulator_control import Action, serve_control
from devices.simulator_faults import FaultPlan

FAULTS = {
    "shaky": "of four frames one is sharp",
    "stall": "the stream stays open and says nothing",
    "unplug": "streams end, new ones are refused",
}
_FRAME_SECONDS = 0.02
_BOUNDARY = b"frame"
_HEAD = b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=" + _BOUNDARY + b"\r\n\r\n"


class Simulator:
    def __init__(self) -> None:
        self._show(Image.new("RGB", (1600, 1200), "white"))
        self._plan = FaultPlan(FAULTS)
        self._frames = 0
        self._viewers = 0

    def actions(self) -> dict[str, Action]:
        return {"show": self.show, **self._plan.actions(), "state": self.state}

    async def show(self, image: str) -> dict[str, Any]:
        with Image.open(Path(image)) as picture:
            self._show(picture.convert("RGB"))
        return {}

    def unplug(self) -> None:
        self._plan.set("unplug")

    async def state(self) -> dict[str, Any]:
        return {"frames": self._frames, "fault": self._plan.name, "viewers": self._viewers}

    async def serve_line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A viewer that goes away ends its stream: nothing to tell."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await reader.readuntil(b"\r\n\r\n")
            if not self._plan.reigns("unplug"):
                writer.write(_HEAD)
                self._viewers += 1
                try:
                    await self._stream(writer)
                finally:
                    self._viewers -= 1
        writer.close()

    async def _stream(self, writer: asyncio.StreamWriter) -> None:
        while not writer.is_closing():
            await asyncio.sleep(_FRAME_SECONDS)
            if self._plan.strikes("unplug"):
                return
            if self._plan.strikes("stall"):
                continue
            self._frames += 1
            frame = self._blurred if self._plan.strikes("shaky") and self._frames % 4 else self._sharp
            head = b"--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % (_BOUNDARY, len(frame))
            writer.write(head + frame + b"\r\n")
            await writer.drain()

    def _show(self, picture: Image.Image) -> None:
        self._sharp = _jpeg(picture)
        self._blurred = _jpeg(picture.filter(ImageFilter.GaussianBlur(6)))


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=95)
    return out.getvalue()


async def serve(port: int, control: Path) -> None:
    """Runs until SIGTERM or SIGINT."""
    simulator = Simulator()
    listener = socket.create_server(("127.0.0.1", port))
    camera = await asyncio.start_server(simulator.serve_line, sock=listener)
    person = await serve_control(control, simulator.actions())
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    print(f"ready {listener.getsockname()[1]}", flush=True)
    async with camera, person:
        await stopped.wait()
        simulator.unplug()


def main() -> None:
    parser = argparse.ArgumentParser(description="simulated document camera")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--control", type=Path, required=True)
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.port, arguments.control))


if __name__ == "__main__":
    main()
