"""A platform, an enrolled window with its agent behind a line that can be cut, a scanner on the wire, and a neighbour:
real processes in one folder."""

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
_NEIGHBOUR = "330281-K01"
_A4_AT_100_DPI = (827, 1169)


class Site:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.password = secrets.token_urlsafe(9)
        self.station = Station(folder / "window")
        self.neighbour = Station(folder / "neighbour")
        self.stick_folder = folder / "stick"
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
        self.stick_folder.mkdir()
        scanner = self._start("scanner", "-m", "devices.document_scanner.simulator", "--port", "0",
                              "--control", str(self._control))  # fmt: skip
        platform = self._start("platform", "-m", "acceptance_platform", "--data", str(self._data), "run", "--port", "0")
        port = platform.wait_ready()
        plug = self._start("plug", "-m", "benchmarks.tcp_plug", "--to", port, "--control", str(self._plug))
        self._enrol(self.neighbour, "kiosk", _NEIGHBOUR, port)
        self._enrol(self.station, "window", _NODE, plug.wait_ready())
        self._start("agent", "-m", "offline_queue", "--state", str(self.station.root), "run").wait_ready()
        self.scanner = DeviceSpec("scanner", "escl", f"http://127.0.0.1:{scanner.wait_ready()}/eSCL")
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None,
                 _trace: TracebackType | None) -> None:  # fmt: skip
        for service in reversed(self._services):
            service.stop()

    def load(self, sheets: int) -> None:
        """Into the feeder, instead of what lay there; their backs are empty."""
        ask(self._control, "load_sheets", sheets=[{"front": str(self._sheet), "back": None}] * sheets)

    def set_line(self, *, up: bool) -> None:
        """Between the window with its agent and the platform."""
        ask(self._plug, "put" if up else "pull")

    def cases_on_the_platform(self) -> int:
        status = json.loads(ask_platform(self._data, "status"))
        return int(status["cases"])

    @property
    def _control(self) -> Path:
        return self.folder / "scanner.control"

    @property
    def _plug(self) -> Path:
        return self.folder / "plug.control"

    def _start(self, name: str, *arguments: str) -> Service:
        self._services.append(Service(Command(name, arguments), self.folder))
        return self._services[-1]

    def _enrol(self, station: Station, kind: str, node: str, port: str) -> None:
        url = f"https://127.0.0.1:{port}"
        ticket = ask_platform(self._data, "ticket", "--kind", kind, "--node", node, "--url", url).strip()
        enrolment = enrol(station, EnrolmentTicket.decode(ticket))
        with contextlib.closing(Transport.for_station(station, enrolment.url, 10)) as transport:
            refresh(transport, station)


def _draw_sheet(path: Path) -> None:
    picture = Image.new("L", _A4_AT_100_DPI, 255)
    draw = ImageDraw.Draw(picture)
    for row in range(24):
        draw.text((80, 100 + row * 40), f"Line {row} of a paper that somebody brought.", fill=0, font_size=20)
    picture.save(path, "JPEG", dpi=(100, 100))
