"""Devices over their simulated wires: a card beside the time its bytes take, a scan beside scanimage and bare HTTP."""

import functools
import http.client
import io
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageDraw

from benchmarks import receiptio_peer
from benchmarks.report import Report
from devices.document_scanner import escl_xml
from devices.document_scanner.escl_driver import EsclScanner
from devices.id_card_reader import frame_codec as sdt
from devices.id_card_reader.card_writer import read_data
from devices.id_card_reader.serial_driver import DEFAULT_BAUD, serial_reader
from devices.ports import ScanSettings
from devices.receipt_printer.escpos_encoder import encode
from devices.receipt_printer.profile import profile_named
from devices.simulator_control import ask
from domain.documents.printer_test import PRINTER_TEST

CARDS = 15
PAGES = 20
REPEATS = 12
SETTINGS = ScanSettings(duplex=False, dpi=300)
_CARD = {
    "name": "张三",
    "sex": "1",
    "ethnicity": "01",
    "birth": "19000101",
    "number": "330203190001010013",
    "address": "浙江省宁波市海曙区测试路1号",
    "issuer": "宁波市公安局海曙分局",
    "valid_from": "20200101",
    "valid_to": "长期",
}


def run() -> Report:
    with tempfile.TemporaryDirectory(prefix="ow") as name:
        folder = Path(name)
        figures, ratios = _card(folder)
        scan_figures, scan_ratios, peers = _scan(folder)
    receipt = {"receipt_bytes": float(len(encode(PRINTER_TEST, profile_named("generic-80"))))}
    if receiptio_peer.is_here():
        peers["receiptio"] = {"receipt_bytes": float(len(receiptio_peer.bytes_of(PRINTER_TEST)))}
        ratios["receipt_bytes_vs_receiptio"] = receipt["receipt_bytes"] / peers["receiptio"]["receipt_bytes"]
    return Report("devices", {**figures, **scan_figures, **receipt}, {**ratios, **scan_ratios}, peers)


class _SkippedTime:
    """Real time that can be moved on, so that no pause between two looks is waited for or measured."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self._skipped

    def skip(self, seconds: float) -> None:
        self._skipped += seconds


def _card(folder: Path) -> tuple[dict[str, float], dict[str, float]]:
    """From the look that finds a card to the typed card, beside the time the reader's answers take at 115200 baud.
    Our requests are not counted: a pty carries them at once."""
    line, control, now = folder / "line", folder / "card", _SkippedTime()
    taken: list[float] = []
    with _simulator("id_card_reader", control, "--link", str(line), "--read-delay", "0"):
        reader = serial_reader(str(line), {}, now)
        reader.open()
        for _ in range(CARDS):
            ask(control, "lift_card")
            now.skip(2.0)
            reader.poll()
            ask(control, "lay_card", card=_CARD)
            now.skip(2.0)
            started = time.perf_counter()
            if reader.poll() is None:
                raise RuntimeError("no card was read")
            taken.append(time.perf_counter() - started)
        reader.close()
    wire, median = _wire_seconds(), statistics.median(taken)
    figures = {"card_read_ms": median * 1000, "card_read_max_ms": max(taken) * 1000, "card_wire_ms": wire * 1000}
    return figures, {"card_read_vs_wire": median / wire}


def _wire_seconds() -> float:
    answers = (
        sdt.encode_answer(sdt.CARD_FOUND, bytes(4)),
        sdt.encode_answer(sdt.OK, bytes(8)),
        sdt.encode_answer(sdt.OK, read_data(_CARD)),
        sdt.encode_answer(sdt.NO_SUCH_ITEM),
    )
    return sum(map(len, answers)) * 10 / DEFAULT_BAUD


def _scan(folder: Path) -> tuple[dict[str, float], dict[str, float], dict[str, dict[str, float]]]:
    """All of a feeder to files in a folder, from connecting to the last page."""
    page, control = folder / "page.jpg", folder / "scanner"
    page.write_bytes(_page())
    with _simulator("document_scanner", control, "--port", "0") as port:
        load = functools.partial(ask, control, "load_sheets", sheets=[{"front": str(page), "back": None}] * PAGES)
        ours, raw = functools.partial(_ours, port, folder), functools.partial(_raw, port, folder)
        beside_raw = _turns({"ours": ours, "peer": raw}, load, folder)
        figures = {"pages_per_s": PAGES / beside_raw["ours"], "page_kib": _page_size(folder) / 1024}
        ratios = {"escl_time_vs_raw_http": beside_raw["ours"] / beside_raw["peer"]}
        peers = {"raw http": {"pages_per_s": PAGES / beside_raw["peer"]}}
        if _airscan_is_here():
            _configure_airscan(folder, port)
            beside = _turns({"ours": ours, "peer": functools.partial(_scanimage, folder)}, load, folder)
            ratios["pages_vs_scanimage"] = beside["peer"] / beside["ours"]
            peers["scanimage"] = {"pages_per_s": PAGES / beside["peer"]}
    return figures, ratios, peers


def _turns(subjects: dict[str, Callable[[], None]], load: Callable[[], object], folder: Path) -> dict[str, float]:
    """Median seconds. The subjects take turns, every other time in reverse, so that each follows the other as often
    as itself; loading paper is not timed, the first turn warms up."""
    taken: dict[str, list[float]] = {name: [] for name in subjects}
    for turn in range(REPEATS + 1):
        for name in sorted(subjects, reverse=bool(turn % 2)):
            for old in folder.glob("scan-*"):
                old.unlink()
            load()
            started = time.perf_counter()
            subjects[name]()
            taken[name].append(time.perf_counter() - started)
            if (count := len(list(folder.glob("scan-*")))) != PAGES:
                raise RuntimeError(f"{name}: {count} pages")
    return {name: statistics.median(seconds[1:]) for name, seconds in taken.items()}


def _ours(port: int, folder: Path) -> None:
    scanner = EsclScanner(f"http://127.0.0.1:{port}/eSCL", {})
    scanner.open()
    for page in scanner.scan(SETTINGS):
        (folder / f"scan-{page.number:02}.jpg").write_bytes(page.data)
    scanner.close()


def _raw(port: int, folder: Path) -> None:
    """The fewest requests that bring the pages: no status, no check of a page. A fresh connection each, as ours:
    a kept one is slower here, because small requests on it wait for delayed acknowledgements."""
    capabilities = escl_xml.parse_capabilities(_ask(port, "GET", "/eSCL/ScannerCapabilities")[1])
    job = _ask(port, "POST", "/eSCL/ScanJobs", escl_xml.scan_settings(SETTINGS, capabilities))[2]
    number = 0
    while (page := _ask(port, "GET", f"{job}/NextDocument"))[0] == 200:
        number += 1
        (folder / f"scan-{number:02}.jpg").write_bytes(page[1])


def _ask(port: int, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes, str]:
    """Status, content and ``Location``."""
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.request(method, path, body, {"Content-Type": "text/xml"} if body else {})
    answer = line.getresponse()
    data = answer.read()
    line.close()
    return answer.status, data, answer.headers.get("Location", "")


def _scanimage(folder: Path) -> None:
    command = ["scanimage", "-d", "airscan:e0:Lab", "--mode", "Color", "--resolution", "300", "--source", "ADF"]
    subprocess.run(
        [*command, "--format=jpeg", f"--batch={folder}/scan-%02d.jpg"],
        env={"SANE_CONFIG_DIR": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        timeout=120,
    )


def _airscan_is_here() -> bool:
    return shutil.which("scanimage") is not None and any(Path("/usr/lib").glob("*/sane/libsane-airscan.so*"))


def _configure_airscan(folder: Path, port: int) -> None:
    (folder / "dll.conf").write_text("airscan\n")
    (folder / "airscan.conf").write_text(
        f'[devices]\n"Lab" = http://127.0.0.1:{port}/eSCL, eSCL\n[options]\ndiscovery = disable\n'
    )


def _page_size(folder: Path) -> int:
    return (folder / "page.jpg").stat().st_size


def _page() -> bytes:
    """A4 at 300 dpi: printed lines on paper with a little grain, as a scanner delivers it."""
    chance = random.Random(1)
    page = Image.effect_noise((2480, 3508), 6).convert("RGB")
    page = Image.blend(page, Image.new("RGB", page.size, "white"), 0.85)
    draw = ImageDraw.Draw(page)
    for row in range(300, 3200, 60):
        at = 300
        while at < 2100:
            width = chance.randrange(20, 120)
            draw.rectangle((at, row, at + width, row + 30), "black")
            at += width + chance.randrange(10, 40)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=85, dpi=(300, 300))
    return out.getvalue()


@contextmanager
def _simulator(kind: str, control: Path, *options: str) -> Iterator[int]:
    """A simulator process; its port, or 0 for a serial one."""
    command = [sys.executable, "-m", f"devices.{kind}.simulator", "--control", str(control), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        if process.stdout is None:
            raise RuntimeError("no output")
        ready, *port = process.stdout.readline().split()
        if ready != "ready":
            raise RuntimeError("the simulator does not start")
        yield int(port[0]) if port else 0
    finally:
        process.terminate()
        process.wait(10)
