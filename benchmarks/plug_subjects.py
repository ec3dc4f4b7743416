"""The simulated devices whose plugs ``benchmarks.plugs`` pulls. A new device is a row of :data:`SUBJECTS`."""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from unittest.mock import patch

from benchmarks.pcsc_service import installed, pcsc_service
from devices.catalog import DeviceSpec, Options
from devices.id_card_reader.simulator import Reader
from devices.id_card_reader.usb_driver import DEFAULT_ADDRESS
from devices.simulator_control import ask


@dataclass(frozen=True, slots=True)
class Subject:
    spec: DeviceSpec
    put: Callable[[], object]
    """Plug it in; returns when it answers."""
    pull: Callable[[], object]


Plugged: TypeAlias = Callable[[Path], AbstractContextManager[Subject]]


@contextmanager
def process(module: str, *options: str) -> Iterator[list[str]]:
    """A program of ours; the words it says when it is ready."""
    running = subprocess.Popen([sys.executable, "-m", module, *options], stdout=subprocess.PIPE, text=True)
    try:
        if running.stdout is None:
            raise RuntimeError("no output")
        ready, *words = running.stdout.readline().split()
        if ready != "ready":
            raise RuntimeError(f"{module} does not start")
        yield words
    finally:
        running.terminate()
        running.wait(10)
        if running.stdout is not None:
            running.stdout.close()


def _on_tcp(driver: str, simulator: str, address: str, options: Options, *more: str) -> Plugged:
    """``address`` with ``{port}``: where the driver finds the plug in front of the simulator."""

    @contextmanager
    def plugged(folder: Path) -> Iterator[Subject]:
        control, plug = folder / "simulator", folder / "plug"
        given = [word.format(folder=folder) for word in more]
        with (
            process(f"devices.{simulator}", "--port", "0", "--control", str(control), *given) as (port,),
            process("benchmarks.tcp_plug", "--to", port, "--control", str(plug)) as (outlet,),
        ):
            spec = DeviceSpec("device", driver, address.format(port=outlet), options)
            yield Subject(spec, lambda: ask(plug, "put"), lambda: ask(plug, "pull"))

    return plugged


def _on_a_line(driver: str, simulator: str, *more: str) -> Plugged:
    """The simulator pulls its own pseudo terminal."""

    @contextmanager
    def plugged(folder: Path) -> Iterator[Subject]:
        line, control = folder / "line", folder / "simulator"
        with process(f"devices.{simulator}", "--link", str(line), "--control", str(control), *more):
            spec = DeviceSpec("device", driver, str(line))
            yield Subject(spec, lambda: ask(control, "plug"), lambda: ask(control, "unplug"))

    return plugged


@contextmanager
def _stick(folder: Path) -> Iterator[Subject]:
    stick, away = folder / "stick", folder / "away"
    stick.mkdir()
    yield Subject(
        DeviceSpec("device", "folder", str(stick)),
        lambda: away.rename(stick) if away.exists() else None,
        lambda: stick.rename(away),
    )


class _Adapter:
    """socat, from a port of TCP to a terminal: putting it in makes the device file, pulling takes it away again."""

    def __init__(self, link: Path, port: str) -> None:
        self._command = ["socat", "-d", "-d", f"pty,raw,echo=0,link={link}", f"tcp:127.0.0.1:{port}"]
        self._running: subprocess.Popen[str] | None = None

    def put(self) -> None:
        self._running = subprocess.Popen(self._command, stderr=subprocess.PIPE, text=True)
        if self._running.stderr is None:
            raise RuntimeError("no output")
        while "starting data transfer loop" not in self._running.stderr.readline():
            if self._running.poll() is not None:
                raise RuntimeError("socat does not start")

    def pull(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.terminate()
            running.wait(10)
            if running.stderr is not None:
                running.stderr.close()


def _printer_on_a_line(driver: str) -> Plugged:
    @contextmanager
    def plugged(folder: Path) -> Iterator[Subject]:
        link = folder / "line"
        options = ("--port", "0", "--control", str(folder / "simulator"), "--out", str(folder / "receipts"))
        with process("devices.receipt_printer.simulator", *options) as (port,):
            adapter, patience = _Adapter(link, port), {"answer_timeout": 1.0}
            try:
                yield Subject(DeviceSpec("device", driver, str(link), patience), adapter.put, adapter.pull)
            finally:
                adapter.pull()

    return plugged


@contextmanager
def _usb_reader(_: Path) -> Iterator[Subject]:
    """pyusb takes the invented bus for that of libusb: this kernel has no virtual USB."""
    from usb.backend import libusb1

    from benchmarks.invented_usb_bus import Bus

    bus = Bus(Reader())
    with patch.object(libusb1, "get_backend", lambda: bus):
        yield Subject(DeviceSpec("device", "sdt-usb", DEFAULT_ADDRESS), bus.plug, bus.unplug)


@contextmanager
def _pcsc_reader(folder: Path) -> Iterator[Subject]:
    """The virtual reader is part of its driver: it comes and goes with pcscd."""
    with pcsc_service(folder / "simulator") as control:
        spec = DeviceSpec("device", "social-card-pcsc", "Virtual PCD 00 00")
        yield Subject(spec, lambda: ask(control, "start_service"), lambda: ask(control, "stop_service"))


def _rows() -> Iterator[tuple[str, Plugged]]:
    yield "escl", _on_tcp("escl", "document_scanner.simulator", "http://127.0.0.1:{port}/eSCL", {})
    receipts = ("--out", "{folder}/receipts")
    yield "escpos-network", _on_tcp("escpos-network", "receipt_printer.simulator", "127.0.0.1:{port}", {}, *receipts)
    if shutil.which("socat") is not None:
        yield "escpos-serial", _printer_on_a_line("escpos-serial")
        yield "escpos-usb", _printer_on_a_line("escpos-usb")
    yield "ipp", _on_tcp("ipp", "page_printer.simulator", "ipp://127.0.0.1:{port}/ipp/print", {})
    yield "folder", _stick
    yield "sdt-serial", _on_a_line("sdt-serial", "id_card_reader.simulator")
    yield "sdt-hid", _on_a_line("sdt-hid", "id_card_reader.simulator", "--hid", "--baud", "640000")
    if importlib.util.find_spec("usb") is not None:
        yield "sdt-usb", _usb_reader
    yield "qr-serial", _on_a_line("qr-serial", "qr_scanner.simulator")
    yield "qr-hid-pos", _on_a_line("qr-hid-pos", "qr_scanner.simulator", "--hid-pos")
    yield (
        "qr-camera",
        _on_tcp("qr-camera", "document_scanner.simulator_camera", "http://127.0.0.1:{port}/camera.mjpg", {}),
    )
    if installed():
        yield "social-card-pcsc", _pcsc_reader
    yield "camera", _on_tcp("camera", "document_scanner.simulator_camera", "http://127.0.0.1:{port}/camera.mjpg", {})


SUBJECTS: Mapping[str, Plugged] = dict(_rows())
SLOW = frozenset({"camera", "qr-camera", "qr-serial", "qr-hid-pos", "escpos-serial", "escpos-usb"})
"""Each opening starts a process, or waits until a line was silent for a while: a quarter of a second and more."""
