"""The simulated devices whose plugs ``benchmarks.plugs`` pulls. A new device is a row of :data:`SUBJECTS`."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from benchmarks.pcsc_service import installed, pcsc_service
from devices.catalog import DeviceSpec, Options
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


@contextmanager
def _serial_printer(folder: Path) -> Iterator[Subject]:
    """socat is the adapter: it makes the port and takes it away again."""
    link, held = folder / "line", list[subprocess.Popen[str]]()

    def put() -> None:
        command = ["socat", "-d", "-d", f"pty,raw,echo=0,link={link}", f"tcp:127.0.0.1:{port}"]
        adapter = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        if adapter.stderr is None:
            raise RuntimeError("no output")
        while "starting data transfer loop" not in adapter.stderr.readline():
            if adapter.poll() is not None:
                raise RuntimeError("socat does not start")
        held.append(adapter)

    def pull() -> None:
        while held:
            adapter = held.pop()
            adapter.terminate()
            adapter.wait(10)
            if adapter.stderr is not None:
                adapter.stderr.close()

    options = ("--port", "0", "--control", str(folder / "simulator"), "--out", str(folder / "receipts"))
    with process("devices.receipt_printer.simulator", *options) as (port,):
        try:
            yield Subject(DeviceSpec("device", "escpos-serial", str(link), {"answer_timeout": 1.0}), put, pull)
        finally:
            pull()


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
        yield "escpos-serial", _serial_printer
    yield "ipp", _on_tcp("ipp", "page_printer.simulator", "ipp://127.0.0.1:{port}/ipp/print", {})
    yield "folder", _stick
    yield "sdt-serial", _on_a_line("sdt-serial", "id_card_reader.simulator")
    yield "sdt-hid", _on_a_line("sdt-hid", "id_card_reader.simulator", "--hid", "--baud", "640000")
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
SLOW = frozenset({"camera", "qr-camera", "qr-serial", "qr-hid-pos"})
"""Each opening starts a process, or waits until a line was silent for a while: a quarter of a second and more."""
