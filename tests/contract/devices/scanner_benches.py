"""Every document scanner with a peer or a simulator on one bench: paper goes in, faults are set, pages come."""

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Protocol

import pytest
from PIL import Image, ImageDraw

from devices.document_scanner.camera_driver import DocumentCamera
from devices.document_scanner.escl_driver import EsclScanner
from devices.document_scanner.folder_driver import FolderImport
from devices.document_scanner.sane_driver import SaneScanner
from devices.ports import DocumentScanner, ScanSettings

SIMPLEX = ScanSettings(duplex=False, dpi=100)


class Bench(Protocol):
    settings: ScanSettings
    faults: frozenset[str]
    """Those this scanner can show, by the words of ``Trouble``."""
    feeds: bool
    """Takes one sheet after the other."""

    def load(self, sheets: int) -> int:
        """Put paper in; how many pages a scan will bring."""
        ...

    def opened(self, fault: str = "", at: int = 1) -> DocumentScanner:
        """The fault strikes when that page is asked for."""
        ...

    def away(self) -> DocumentScanner:
        """A driver for a scanner that is not there."""
        ...


def sheet_file(folder: Path) -> Path:
    file = folder / "sheet.jpg"
    if not file.exists():
        page = Image.new("RGB", (827, 1169), "white")
        for line in range(24):
            ImageDraw.Draw(page).rectangle((80, 80 + 40 * line, 700 - 13 * line, 92 + 40 * line), "black")
        page.save(file, dpi=(100, 100))
    return file


class Escl:
    settings, feeds = SIMPLEX, True
    faults = frozenset({"jam", "double feed", "cover open", "feeder empty", "busy", "paper left in", "pages missing"})
    _actions: ClassVar = {"pages missing": "drop_mid_page"}

    def __init__(self, simulated: Any, folder: Path) -> None:
        self._simulated, self._folder = simulated, folder

    def load(self, sheets: int) -> int:
        sheet = {"front": str(sheet_file(self._folder)), "back": None}
        self._simulated.do("set_fault", fault="none")
        self._simulated.do("clear")
        self._simulated.do("load_sheets", sheets=[sheet] * sheets)
        return sheets

    def opened(self, fault: str = "", at: int = 1) -> DocumentScanner:
        self._set(fault, at)
        return self._driver(f"http://{self._simulated.address}/eSCL")

    def away(self) -> DocumentScanner:
        return EsclScanner("http://127.0.0.1:9/eSCL", {})

    def _driver(self, address: str) -> DocumentScanner:
        made = EsclScanner(address, {"retry_pause": 0.01})
        made.open()
        return made

    def _set(self, fault: str, at: int) -> None:
        if fault == "feeder empty":
            self._simulated.do("clear")
        elif fault:
            words = self._actions.get(fault, fault.removesuffix(" in").replace(" ", "_"))
            self._simulated.do("set_fault", fault=words, at=at, times=100 if fault == "busy" else 1)


class Airscan(Escl):
    """The same simulator, driven by sane-airscan: an eSCL client we did not write."""

    faults = frozenset({"jam", "cover open", "feeder empty"})

    def __init__(self, simulated: Any, folder: Path) -> None:
        super().__init__(simulated, folder)
        (folder / "dll.conf").write_text("airscan\n")
        (folder / "airscan.conf").write_text(
            f'[devices]\n"Lab" = http://{simulated.address}/eSCL, eSCL\n[options]\ndiscovery = disable\n'
        )

    def _driver(self, _address: str) -> DocumentScanner:
        made = SaneScanner("airscan:e0:Lab", {"config": str(self._folder)})
        made.open()
        return made

    def away(self) -> DocumentScanner:
        return SaneScanner("airscan:e0:Elsewhere", {"config": str(self._folder)})


class SaneTest:
    """SANE's own test backend: ten sheets, refilled for every scan."""

    settings, feeds = replace(SIMPLEX, dpi=75), True
    faults = frozenset({"jam", "cover open", "feeder empty", "busy", "cancelled at the device", "pages missing"})
    _statuses: ClassVar = {
        "jam": "JAMMED", "cover open": "COVER_OPEN", "feeder empty": "NO_DOCS", "busy": "DEVICE_BUSY",
        "cancelled at the device": "CANCELLED", "pages missing": "EOF",
    }  # fmt: skip

    def __init__(self, *_: Any) -> None:
        """Needs no simulator."""

    def load(self, _sheets: int) -> int:
        return 10

    def opened(self, fault: str = "", _at: int = 1) -> DocumentScanner:
        options = {"set-read_return_value": f"SANE_STATUS_{self._statuses[fault]}"} if fault else {}
        made = SaneScanner("test:0", options)
        made.open()
        return made

    def away(self) -> DocumentScanner:
        return SaneScanner("test:9", {})


class Folder:
    settings, feeds = SIMPLEX, True
    faults = frozenset({"no files", "file refused"})

    def __init__(self, _: Any, folder: Path) -> None:
        self._folder, self._stick = folder, folder / "stick"

    def load(self, sheets: int) -> int:
        self._stick.mkdir(exist_ok=True)
        for number in range(sheets):
            (self._stick / f"{number:02}.jpg").write_bytes(sheet_file(self._folder).read_bytes())
        return sheets

    def opened(self, fault: str = "", _at: int = 1) -> DocumentScanner:
        if fault:
            for file in self._stick.iterdir():
                file.unlink()
        if fault == "file refused":
            (self._stick / "00.pdf").write_bytes(b"%PDF-1.4 and nothing of it")
        made = FolderImport(str(self._stick), {"settle": 0.0})
        made.open()
        return made

    def away(self) -> DocumentScanner:
        return FolderImport(str(self._folder / "no stick"), {})


class Camera:
    settings, feeds = replace(SIMPLEX, source="flatbed"), False
    faults = frozenset({"unreachable", "silent"})

    def __init__(self, simulated: Any, _: Path) -> None:
        self._simulated = simulated

    def load(self, _sheets: int) -> int:
        self._simulated.do("set_fault", fault="none")
        return 1

    def opened(self, fault: str = "", _at: int = 1) -> DocumentScanner:
        options = {"warm_up": 0, "frames": 1, "frame_timeout": 0.8}
        made = DocumentCamera(f"http://{self._simulated.address}/camera.mjpg", options)
        made.open()
        if fault:
            self._simulated.do("set_fault", fault={"unreachable": "unplug", "silent": "stall"}[fault])
        return made

    def away(self) -> DocumentScanner:
        return DocumentCamera("http://127.0.0.1:9/camera.mjpg", {})


def _installed(*patterns: str) -> Callable[[], str]:
    def missing() -> str:
        if not all(list(Path("/usr/lib").glob(pattern)) for pattern in patterns):
            return f"{', '.join(patterns)} is not installed"
        return "" if __import__("importlib.util").util.find_spec("_sane") else "python-sane is not installed"

    return missing


BENCHES: dict[str, tuple[type, str, Callable[[], str]]] = {
    "escl": (Escl, "document_scanner", str),
    "sane-test": (SaneTest, "", _installed("*/sane/libsane-test.so*")),
    "sane-airscan": (Airscan, "document_scanner", _installed("*/sane/libsane-airscan.so*")),
    "folder": (Folder, "", str),
    "camera": (Camera, "document_scanner.simulator_camera", str),
}
"""By name: the bench, the simulator it needs, and why it cannot run here (empty: it can)."""


def bench_of(name: str, plugged: Callable[[str], Any], folder: Path) -> Bench:
    made, simulator, missing = BENCHES[name]
    if reason := missing():
        pytest.skip(reason)
    bench: Bench = functools.partial(made, plugged(simulator) if simulator else None)(folder)
    return bench
