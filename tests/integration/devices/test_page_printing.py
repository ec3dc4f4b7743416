"""A4 printing over IPP: the driver against the simulator, the simulator against CUPS' own client, and noise."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.catalog import DeviceSpec
from devices.errors import DeviceFailure, DeviceTrouble, DeviceUnreachable, ReadFailed
from devices.events import PagesPrinted, PagesPrinting, PrintFailed
from devices.page_printer import ipp_codec as ipp
from devices.page_printer.ipp_driver import IppPrinter
from devices.page_printer.ipp_rules import JobState, Trouble, near_end, progress_of, trouble_of
from devices.page_printer.pdf_page_count import page_count
from devices.ports import PrintProgress
from domain.failures import FailureCode

PDF = b"%PDF-1.4 invented"
THREE_PAGES = PDF + b" 2 0 obj << /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >> endobj"


@pytest.fixture
def printer(printer_process: Any) -> Any:
    printer_process.do("clear")
    return printer_process


def _driver(printer: Any, **options: object) -> IppPrinter:
    driver = IppPrinter(f"ipp://{printer.address}/ipp/print", options, wait=lambda _: None)
    driver.open()
    return driver


def test_job_ends_when_the_printer_says_so(printer: Any) -> None:
    _driver(printer).print(PDF)
    said = printer.do("state")
    assert list(said["jobs"].values()) == [JobState.COMPLETED]
    assert list(said["sizes"].values()) == [len(PDF)]


def test_pages_are_told_as_they_come(printer: Any) -> None:
    printer.do("set_pace", pages_a_look=1)
    told: list[PrintProgress] = []
    _driver(printer).print(THREE_PAGES, told.append)
    assert told == [PrintProgress(done, 3) for done in (0, 1, 2, 3)]


@pytest.mark.parametrize(
    ("says", "progress"),
    [
        ({}, None),
        ({"job-impressions-completed": (0,)}, None),
        ({"job-impressions-completed": (b"?",), "job-impressions": ("many",)}, None),
        ({"job-impressions": (3,)}, PrintProgress(0, 3)),
        ({"job-impressions-completed": (2,), "job-impressions": (3,)}, PrintProgress(2, 3)),
        ({"job-impressions-completed": (4,), "job-impressions": (3,)}, PrintProgress(4, None)),
        ({"job-impressions-completed": (0,), "job-media-sheets-completed": (2,)}, PrintProgress(2, None)),
        ({"job-media-sheets-completed": (1,), "job-media-sheets": (2,)}, PrintProgress(1, 2)),
    ],
)
def test_what_a_printer_counts(says: Any, progress: PrintProgress | None) -> None:
    assert progress_of(says) == progress


def test_pages_of_a_pdf_are_counted_where_they_can_be_seen() -> None:
    assert page_count(THREE_PAGES) == 3
    assert page_count(b"<</Kids[5 0 R]/Count 1/Type/Pages/Parent 2 0 R>> <</Type/Pages/Count 12>>") == 12
    assert page_count(PDF) is None
    assert page_count(b"<</Type/Pages/Count 0>>") is None


@pytest.mark.parametrize(
    ("reasons", "stopped", "code", "kind"),
    [
        (["media-empty-error"], True, FailureCode.PAGE_PRINTER_PAPER_OUT, DeviceTrouble),
        (["media-jam"], True, FailureCode.PAGE_PRINTER_JAM, DeviceTrouble),
        (["door-open-error", "media-empty"], True, FailureCode.PAGE_PRINTER_COVER_OPEN, DeviceTrouble),
        (["toner-empty"], False, FailureCode.PAGE_PRINTER_TONER, DeviceTrouble),
        (["offline-report", "paused"], True, FailureCode.PAGE_PRINTER_STOPPED, DeviceTrouble),
        ([], True, FailureCode.PAGE_PRINTER_STOPPED, DeviceTrouble),
        (["connecting-to-device"], False, FailureCode.PAGE_PRINTER_UNREACHABLE, DeviceUnreachable),
    ],
)
def test_what_keeps_it_from_printing_is_told_before_a_job_is_made(
    printer: Any, reasons: list[str], stopped: bool, code: FailureCode, kind: type[DeviceFailure]
) -> None:
    driver = _driver(printer)
    printer.do("set_reasons", reasons=reasons, stopped=stopped)
    with pytest.raises(kind) as caught:
        driver.print(PDF)
    assert caught.value.code is code
    assert printer.do("state")["jobs"] == {}


def test_low_supplies_still_print(printer: Any) -> None:
    printer.do("set_reasons", reasons=["toner-low-warning", "media-empty-warning"])
    driver = _driver(printer)
    assert driver.status().paper_near_end
    driver.print(PDF)


def test_paper_out_in_the_middle_cancels_the_job(printer: Any) -> None:
    driver = IppPrinter(
        f"ipp://{printer.address}/ipp/print", {},
        wait=lambda _: printer.do("set_fault", fault="paper_out") and None,
    )  # fmt: skip
    with pytest.raises(DeviceTrouble) as caught:
        driver.print(PDF)
    assert caught.value.code is FailureCode.PAGE_PRINTER_PAPER_OUT
    assert list(printer.do("state")["jobs"].values()) == [JobState.CANCELLED]


@pytest.fixture
def queue(printer: Any) -> IppPrinter:
    """Of CUPS, which says at its second look that it is connecting to its printer, at the third no more."""
    said = iter([["connecting-to-device"], []])

    def wait(_: float) -> None:
        printer.do("set_reasons", reasons=next(said, []))

    printer.do("set_pace", pages_a_look=1)
    return IppPrinter(f"ipp://{printer.address}/printers/a4", {}, wait=wait)


def test_a_queue_that_is_connecting_at_the_beginning_of_a_job_is_waited_for(printer: Any, queue: IppPrinter) -> None:
    queue.print(THREE_PAGES)
    assert list(printer.do("state")["jobs"].values()) == [JobState.COMPLETED]


def test_a_queue_that_goes_on_connecting_has_lost_its_printer(
    printer: Any, queue: IppPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.page_printer.ipp_driver._CONNECTING_SECONDS", 0.0)
    with pytest.raises(DeviceUnreachable):
        queue.print(THREE_PAGES)
    assert list(printer.do("state")["jobs"].values()) == [JobState.CANCELLED]


@pytest.mark.parametrize(
    ("fault", "code"), [("abort", FailureCode.PAGE_PRINTER_JOB_REFUSED), ("hold", FailureCode.PAGE_PRINTER_SILENT)]
)
def test_job_that_does_not_come_out(printer: Any, fault: str, code: FailureCode) -> None:
    printer.do("set_fault", fault=fault)
    with pytest.raises(ReadFailed) as caught:
        _driver(printer, print_timeout=0.3).print(PDF)
    assert caught.value.code is code
    assert list(printer.do("state")["jobs"].values()) == [JobState.CANCELLED]


def test_nobody_there_and_not_a_printer(printer: Any) -> None:
    with pytest.raises(DeviceUnreachable):
        IppPrinter("ipp://127.0.0.1:9/ipp/print", {}).open()
    with pytest.raises(ReadFailed) as caught:
        IppPrinter(f"ipp://{printer.address}/somewhere", {}).open()
    assert caught.value.code is FailureCode.PAGE_PRINTER_JOB_REFUSED


def test_through_the_manager(printer: Any, station: Any, heard: Any) -> None:
    manager = station(DeviceSpec("a4", "ipp", f"ipp://{printer.address}/ipp/print"))
    manager.print_pages("first", THREE_PAGES)
    progress = heard.until(lambda event: type(event) is PagesPrinting)
    assert (progress.job_id, progress.done, progress.total) == ("first", 0, 3)
    assert heard.until(lambda event: type(event) is PagesPrinted).job_id == "first"
    printer.do("set_fault", fault="jam")
    manager.print_pages("second", PDF)
    assert heard.until(lambda event: type(event) is PrintFailed).failure is FailureCode.PAGE_PRINTER_JAM


@pytest.mark.skipif(shutil.which("ipptool") is None, reason="ipptool (cups-ipp-utils) is not installed")
def test_ipptool_prints_on_the_simulator(printer: Any, tmp_path: Path) -> None:
    """CUPS' own client, strict about the wire, agrees with our side of the protocol."""
    head = (
        "ATTR charset attributes-charset utf-8\nATTR language attributes-natural-language en\n"
        "ATTR uri printer-uri $uri\n"
    )
    (tmp_path / "job.pdf").write_bytes(PDF)
    (tmp_path / "all.test").write_text(
        f"{{ NAME state\nOPERATION Get-Printer-Attributes\nGROUP operation-attributes-tag\n{head}STATUS successful-ok\n"
        "EXPECT printer-state OF-TYPE enum WITH-VALUE 3\nEXPECT printer-state-reasons OF-TYPE keyword }\n"
        f"{{ NAME print\nOPERATION Print-Job\nGROUP operation-attributes-tag\n{head}"
        "ATTR mimeMediaType document-format application/pdf\nFILE job.pdf\nSTATUS successful-ok\n"
        "EXPECT job-id OF-TYPE integer\nEXPECT job-state OF-TYPE enum }\n"
    )
    asked = subprocess.run(
        ["ipptool", "-t", "-T", "10", f"ipp://{printer.address}/ipp/print", "all.test"],
        cwd=tmp_path, capture_output=True, text=True, timeout=30,
    )  # fmt: skip
    assert asked.returncode == 0, asked.stdout
    assert list(printer.do("state")["sizes"].values()) == [len(PDF)]


def test_reasons() -> None:
    assert trouble_of(3, ["none"]) is None
    assert trouble_of(3, ["media-jam-warning"]) is None
    assert trouble_of(5, ["something-new"]) is Trouble.STOPPED
    assert near_end(["media-low-report"])
    assert not near_end(["none"])


@given(
    st.integers(0, 0xFFFF),
    st.lists(
        st.tuples(st.sampled_from([ipp.KEYWORD, ipp.NAME]), st.lists(st.text(max_size=9), min_size=1)), max_size=4
    ),
    st.binary(max_size=20),
)
def test_messages_come_back(code: int, attributes: list[tuple[int, list[str]]], document: bytes) -> None:
    said = [ipp.Attribute(tag, f"name-{number}", values) for number, (tag, values) in enumerate(attributes)]
    message = ipp.decode(ipp.encode(code, 7, [(ipp.PRINTER, said)], document))
    assert (message.code, message.request_id, message.rest) == (code, 7, document)
    assert list(message.group(ipp.PRINTER).values()) == [tuple(values) for _, values in attributes]


@given(st.binary(max_size=200), st.booleans())
def test_noise_is_refused(data: bytes, headed: bool) -> None:
    with suppress(ValueError):
        ipp.decode((b"\x01\x01\x00\x00\x00\x00\x00\x01" if headed else b"") + data)
