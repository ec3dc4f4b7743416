"""The small city: platform, line, devices, kiosk and window, each a process of its own."""

import json
import os
import secrets
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

from demo.hand import Hand
from demo.own_commands import ask_platform, ask_queue
from demo.services import Command, Service
from demo.waiting import until
from devices.simulator_control import ask

KIOSK_NODE = "330281-K01"
WINDOW_NODE = "330203-W01"
AUTHORITY = "海曙区医疗保障局"
CLERK = "clerk01"


class City:
    """``folder`` holds everything. ``size`` of the kiosk's screen and ``window_size`` of the clerk's in pixels;
    ``display`` shows real windows."""

    def __init__(
        self,
        folder: Path,
        *,
        size: tuple[int, int] = (1080, 1920),
        window_size: tuple[int, int] = (1920, 1080),
        display: bool = False,
    ) -> None:
        self.folder = folder
        self.size = size
        self.window_size = window_size
        self.display = display
        self.password = secrets.token_urlsafe(9)
        self.services: dict[str, Service] = {}
        self.kiosk_folder = folder / "kiosk"
        self.window_folder = folder / "window"
        self.platform_data = folder / "platform"
        self.kiosk_receipts = folder / "paper" / "kiosk"
        self.window_receipts = folder / "paper" / "window"
        self.kiosk = Hand(folder / "hands" / "kiosk")
        self.window = Hand(folder / "hands" / "window")
        self._ports = dict(
            zip(("platform", "line", "scanner", "receipt", "receipt-window"), _free_ports(5), strict=True)
        )

    # -- the whole ----------------------------------------------------------------------------------

    def start(self) -> None:
        for name in ("kiosk", "window", "paper/kiosk", "paper/window", "controls", "logs", "lines"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self._start_simulators()
        self._start_platform()
        self._enrol(self.kiosk_folder, "kiosk", KIOSK_NODE, self._ports["line"])
        self._start_kiosk()
        self._enrol(self.window_folder, "window", WINDOW_NODE, self._ports["platform"])
        self._start_window()
        for name in ("card", "code", "scanner", "receipt", "receipt-window"):
            self.services[name].wait_ready()

    def stop(self) -> None:
        """All at once: an agent that waits for a dead line must not hold up the others."""
        for service in self.services.values():
            service.ask_to_stop()
        for service in self.services.values():
            service.stop()

    # -- what a person does with their hands ----------------------------------------------------------

    def control(self, simulator: str, do: str, **arguments: object) -> dict[str, Any]:
        return ask(self.folder / "controls" / simulator, do, **arguments)

    def lay_card(self, card: dict[str, str]) -> None:
        self.control("card", "lay_card", card=card)

    def lift_card(self) -> None:
        self.control("card", "lift_card")

    def load(self, sheets: Sequence[dict[str, str | None]]) -> None:
        self.control("scanner", "load_sheets", sheets=list(sheets))

    def show_code(self, picture: Path) -> None:
        self.control("code", "present_image", path=str(picture))

    def receipts(self) -> list[Path]:
        return sorted(self.kiosk_receipts.glob("*.png"))

    def notices(self) -> list[Path]:
        return sorted(self.window_receipts.glob("*.png"))

    # -- what an auditor asks -------------------------------------------------------------------------

    def platform_status(self) -> dict[str, Any]:
        status: dict[str, Any] = json.loads(ask_platform(self.platform_data, "status"))
        return status

    def queue(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = json.loads(ask_queue(self.kiosk_folder / "state", "list"))
        return entries

    def kept_files(self) -> set[str]:
        """Names of the sealed files the kiosk still keeps."""
        return {path.name for path in (self.kiosk_folder / "state" / "queue" / "pages").glob("*.age")}

    def kill(self, process: str) -> int:
        """SIGKILL one process by its part in the story; it comes back by itself. Returns the pid."""
        if process == "visit":
            now = self.kiosk.look()
            if now is None:
                raise RuntimeError("no visit is on the screen")
            os.kill(now.pid, signal.SIGKILL)
            return now.pid
        if process == "agent":
            child = until("the agent runs", self._agent, 20)
            child.kill()
            return child.pid
        return self.services[process].kill()

    def _agent(self) -> psutil.Process | None:
        children = psutil.Process(self.services["kiosk"].pid).children()
        return next((c for c in children if "offline_queue" in c.cmdline()), None)

    # -- parts ----------------------------------------------------------------------------------------

    def _start_platform(self) -> None:
        data = self.platform_data
        ask_platform(data, "init", "--demo")
        who = ["--username", CLERK, "--name", "窗口一号", "--role", "counter"]
        where = ["--authority", AUTHORITY, "--node", WINDOW_NODE]
        ask_platform(data, "add-clerk", *who, *where, given=self.password + "\n")
        port = str(self._ports["platform"])
        phones = ("--phone-url", f"https://127.0.0.1:{port}")
        self._serve("platform", "-m", "acceptance_platform", "--data", str(data), "run", "--port", port, *phones)
        target = f"127.0.0.1:{port}"
        self._serve(
            "line", "-m", "demo.line", "--port", str(self._ports["line"]), "--target", target, *self._control("line")
        )
        self.services["platform"].wait_ready()
        self.services["line"].wait_ready()

    def _enrol(self, folder: Path, kind: str, node: str, port: int) -> None:
        url = f"https://127.0.0.1:{port}"
        ticket = ask_platform(self.platform_data, "ticket", "--kind", kind, "--node", node, "--url", url).strip()
        ask_queue(folder / "state", "enrol", ticket)

    def _start_simulators(self) -> None:
        lines = self.folder / "lines"
        card, code = str(lines / "card"), str(lines / "code")
        self._serve("card", "-m", "devices.id_card_reader.simulator", "--link", card, *self._control("card"))
        self._serve("code", "-m", "devices.qr_scanner.simulator", "--link", code, *self._control("code"))
        port = str(self._ports["scanner"])
        self._serve("scanner", "-m", "devices.document_scanner.simulator", "--port", port, *self._control("scanner"))
        for name, out in (("receipt", self.kiosk_receipts), ("receipt-window", self.window_receipts)):
            arguments = ("--port", str(self._ports[name]), *self._control(name), "--out", str(out))
            self._serve(name, "-m", "devices.receipt_printer.simulator", *arguments)

    def _start_kiosk(self) -> None:
        visit = [sys.executable, "-m", "demo.robot", str(self.folder / "hands" / "kiosk"), "kiosk.visit"]
        devices = [
            ("card", "sdt-serial", str(self.folder / "lines" / "card")),
            ("scanner", "escl", f"http://127.0.0.1:{self._ports['scanner']}/eSCL"),
            ("receipt", "escpos-network", f"127.0.0.1:{self._ports['receipt']}"),
            ("code", "qr-serial", str(self.folder / "lines" / "code")),
        ]
        settings = {"run_agent": True, "visit_command": visit, "size": list(self.size), "full_screen": False}
        config = self._configure(self.kiosk_folder, settings, devices)
        environment = self._environment(self.kiosk_folder)
        self._serve("kiosk", "-m", "kiosk", "--config", str(config), environment=environment)

    def _start_window(self) -> None:
        devices = [("receipt", "escpos-network", f"127.0.0.1:{self._ports['receipt-window']}")]
        settings = {"size": list(self.window_size), "full_screen": False}
        config = self._configure(self.window_folder, settings, devices)
        hand = str(self.folder / "hands" / "window")
        environment = self._environment(self.window_folder)
        arguments = ("-m", "demo.robot", hand, "window_client.__main__", "--config", str(config))
        self._serve("window", *arguments, environment=environment)

    def _configure(self, folder: Path, settings: dict[str, object], devices: list[tuple[str, str, str]]) -> Path:
        """JSON strings, numbers, booleans and lists of them are TOML as well."""
        lines = [f"{key} = {json.dumps(value)}" for key, value in {"state": str(folder / "state"), **settings}.items()]
        for name, driver, address in devices:
            lines += ["[[devices]]", f'id = "{name}"', f'driver = "{driver}"', f"address = {json.dumps(address)}"]
        config = folder / f"{folder.name}.toml"
        config.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return config

    def _environment(self, folder: Path) -> dict[str, str]:
        """Whatever a device's programs leave behind lies under its own folder, where it is searched for."""
        places = {"HOME": "home", "TMPDIR": "tmp", "XDG_CACHE_HOME": "home/cache", "XDG_CONFIG_HOME": "home/config",
                  "XDG_DATA_HOME": "home/data", "XDG_RUNTIME_DIR": "run"}  # fmt: skip
        for place in places.values():
            (folder / place).mkdir(parents=True, exist_ok=True, mode=0o700)
        environment = {key: str(folder / place) for key, place in places.items()}
        if not self.display:
            environment["QT_QPA_PLATFORM"] = "offscreen"
        return environment

    def _control(self, name: str) -> tuple[str, str]:
        return "--control", str(self.folder / "controls" / name)

    def _serve(self, name: str, *arguments: str, environment: dict[str, str] | None = None) -> None:
        command = Command(name, arguments, environment or {})
        self.services[name] = Service(command, self._logs(name))

    def _logs(self, name: str) -> Path:
        """A device's own log is a file the device keeps: it lies under its folder and is searched."""
        owner = {"kiosk": self.kiosk_folder, "window": self.window_folder}.get(name, self.folder)
        logs = owner / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        return logs


def _free_ports(count: int) -> list[int]:
    """Ports free a moment ago; all held at once so that none is given twice."""
    lines = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [line.getsockname()[1] for line in lines]
    for line in lines:
        line.close()
    return ports
