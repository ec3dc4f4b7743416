"""A driver's child killed, crashing or hung in the middle of a scan costs that scan's rest: not the pages told before,
not the next scan. SANE's child: ``test_sane_scanning.py``."""

import io
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from PIL import Image

from devices.catalog import DeviceSpec
from devices.events import Condition, DeviceStatus, PageScanned, ScanFailed, ScanFinished
from devices.page_imaging.header import read_header
from devices.ports import ScanSettings
from domain.failures import FailureCode

ENDS = [
    (signal.SIGKILL, FailureCode.DEVICE_CRASHED),
    (signal.SIGSEGV, FailureCode.DEVICE_CRASHED),
    (signal.SIGSTOP, FailureCode.SCANNER_SILENT),
]
ONE = ScanSettings("flatbed", duplex=False, dpi=200)


def _is(kind: type, **fields: object) -> Callable[[Any], bool]:
    return lambda event: type(event) is kind and all(getattr(event, name) == value for name, value in fields.items())


def _child(module: str) -> int:
    """The process of that module that runs under this one."""
    (child,) = [c for c in psutil.Process().children() if module in c.cmdline()]
    return child.pid


def _pdf(pages: int) -> bytes:
    first, *others = [Image.effect_noise((827, 1169), 60) for _ in range(pages)]
    out = io.BytesIO()
    first.save(out, "PDF", resolution=100, save_all=True, append_images=others)
    return out.getvalue()


@pytest.mark.parametrize(("number", "code"), ENDS)
def test_child_that_draws_a_pdf(
    station: Any, heard: Any, folder: Path, number: signal.Signals, code: FailureCode
) -> None:
    pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed (requirements-native.lock)")
    (folder / "1.pdf").write_bytes(_pdf(20))
    manager = station(DeviceSpec("stick", "folder", str(folder), {"settle": 0.0, "page_timeout": 1.0}))
    heard.until(_is(DeviceStatus, condition=Condition.READY))
    manager.scan("first", ONE)
    heard.until(_is(PageScanned))
    os.kill(_child("devices.document_scanner.pdf_child"), number)
    failed = heard.until(_is(ScanFailed))
    kept = [event.page for event in heard.all if type(event) is PageScanned]
    assert failed.failure is code
    assert 1 <= failed.pages == len(kept) < 20
    assert [page.number for page in kept] == list(range(1, len(kept) + 1))
    assert {read_header(page.data).width for page in kept} == {1655}
    assert any(_is(DeviceStatus, condition=Condition.UNREACHABLE, failure=code)(event) for event in heard.all)
    (folder / "1.pdf").write_bytes(_pdf(2))
    manager.scan("second", ONE)
    assert heard.until(_is(ScanFinished, job_id="second")).pages == 2


@pytest.mark.parametrize(("number", "code"), ENDS)
def test_child_that_holds_the_camera(
    station: Any, heard: Any, plugged_in: Any, number: signal.Signals, code: FailureCode
) -> None:
    """The page of the scan before stays good; the preview that was on comes back with the next child."""
    camera = plugged_in("document_scanner.simulator_camera")
    spec = DeviceSpec("camera", "camera", f"http://{camera.address}/camera.mjpg", {"warm_up": 0, "frame_timeout": 1.0})
    manager = station(spec)
    manager.scan("first", ONE)
    assert read_header(heard.until(_is(PageScanned)).page.data).width == 1600
    manager.watch_preview("camera", True)
    while manager.preview_frame("camera") is None:
        heard.until(lambda _: True)
    os.kill(_child("devices.document_scanner.camera_child"), number)
    gone = heard.until(_is(DeviceStatus, condition=Condition.UNREACHABLE))
    assert gone.failure is code
    manager.preview_frame("camera")
    manager.scan("second", ONE)
    assert heard.until(_is(ScanFinished, job_id="second")).pages == 1
    while manager.preview_frame("camera") is None:
        heard.until(lambda _: True)


@pytest.mark.parametrize(("number", "code"), ENDS)
def test_camera_child_in_the_middle_of_a_scan(
    station: Any, heard: Any, plugged_in: Any, number: signal.Signals, code: FailureCode
) -> None:
    camera = plugged_in("document_scanner.simulator_camera")
    spec = DeviceSpec("camera", "camera", f"http://{camera.address}/camera.mjpg", {"warm_up": 40, "frame_timeout": 1.0})
    manager = station(spec)
    heard.until(_is(DeviceStatus, condition=Condition.READY))
    manager.scan("first", ONE)
    heard.until(_is(DeviceStatus, condition=Condition.BUSY))
    os.kill(_child("devices.document_scanner.camera_child"), number)
    failed = heard.until(_is(ScanFailed, job_id="first"))
    assert (failed.failure, failed.pages) == (code, 0)
    manager.scan("second", ONE)
    assert heard.until(_is(ScanFinished, job_id="second")).pages == 1
