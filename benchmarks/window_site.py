"""A platform, an enrolled window with its catalogue, and a scanner on the wire: real processes in one folder."""

import contextlib
import json
import secrets
from pathlib import Path
from types import TracebackType

from PIL import Image, ImageDraw

from demo.own_commands import ask_platform
from demo.services import Command, Service
from devices.catalog import DeviceSpec
from devices.simulator_control import ask
from domain.contract.enrolment import EnrolmentTicket
from offline_queue.catalogue_mirror import refresh
from offline_queue.enrolment import enrol
from offline_queue.http_transport import Transport
from offline_queue.station import Station

CLERK = "window1"
_NODE = "330203-W01"
_AUTHORITY = "海曙区医疗保障局"
_A4_AT_100_DPI = (827, 1169)


class Site:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.password = secrets.token_urlsafe(9)
        self.station = Station(folder / "window")
        self.scanner = DeviceSpec("scanner", "escl", "")
        self._data = folder / "platform"
        self._services: list[Service] = []
        self._sheet = folder / "sheet.jpg"

    def __enter__(self) -> "Site":
        _draw_sheet(self._sheet)
        ask_platform(self._data, "init", "--demo")
        person = ("--username", CLERK, "--name", "综窗01", "--authority", _AUTHORITY, "--node", _NODE,
                  "--role", "counter")  # fmt: skip
        ask_platform(self._data, "add-clerk", *person, given=self.password + "\n")
        port = self._serve("platform", "-m", "acceptance_platform", "--data", str(self._data), "run", "--port", "0")
        self._enrol(f"https://127.0.0.1:{port}")
        control = str(self._control)
        port = self._serve("scanner", "-m", "devices.document_scanner.simulator", "--port", "0", "--control", control)
        self.scanner = DeviceSpec("scanner", "escl", f"http://127.0.0.1:{port}/eSCL")
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None,
                 _trace: TracebackType | None) -> None:  # fmt: skip
        for service in reversed(self._services):
            service.stop()

    def load(self, sheets: int) -> None:
        """Into the feeder, instead of what lay there; their backs are empty."""
        ask(self._control, "load_sheets", sheets=[{"front": str(self._sheet), "back": None}] * sheets)

    def deliver(self) -> None:
        """Start the agent; it runs until the site closes."""
        self._serve("agent", "-m", "offline_queue", "--state", str(self.station.root), "run")

    def cases_on_the_platform(self) -> int:
        status = json.loads(ask_platform(self._data, "status"))
        return int(status["cases"])

    @property
    def _control(self) -> Path:
        return self.folder / "scanner.control"

    def _serve(self, name: str, *arguments: str) -> str:
        self._services.append(Service(Command(name, arguments), self.folder))
        return self._services[-1].wait_ready()

    def _enrol(self, url: str) -> None:
        ticket = ask_platform(self._data, "ticket", "--kind", "window", "--node", _NODE, "--url", url).strip()
        enrolment = enrol(self.station, EnrolmentTicket.decode(ticket))
        with contextlib.closing(Transport.for_station(self.station, enrolment.url, 10)) as transport:
            refresh(transport, self.station)


def _draw_sheet(path: Path) -> None:
    picture = Image.new("L", _A4_AT_100_DPI, 255)
    draw = ImageDraw.Draw(picture)
    for row in range(24):
        draw.text((80, 100 + row * 40), f"Line {row} of a paper that somebody brought.", fill=0, font_size=20)
    picture.save(path, "JPEG", dpi=(100, 100))
