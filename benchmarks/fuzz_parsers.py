"""The parsers of what devices, lines and sticks bring, for ``benchmarks.fuzz``. A new one is a row of :func:`parsers`.

A row names valid inputs to damage and the errors the parser declares: anything else it raises is a finding.
"""

import importlib
import io
import re
from typing import Any

import numpy as np
from PIL import Image

from benchmarks.fuzz_cards import card_parsers
from benchmarks.fuzz_parser import Parser
from devices.document_scanner import escl_xml, simulator_xml
from devices.document_scanner.escl_http import Base
from devices.document_scanner.pdf_child import draw
from devices.document_scanner.simulator_feeder import Feeder
from devices.errors import DeviceFailure
from devices.page_imaging.header import read_header
from devices.page_imaging.preview import preview
from devices.page_imaging.quality import assess
from devices.page_printer import ipp_codec
from devices.page_printer.simulator import Printer
from devices.pipe_frames import Frame, FrameBroken, FrameReader, encode_frame
from devices.receipt_printer.status_codec import ReplyReader

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><ScannerStatus>&d;</ScannerStatus>'
)
_STATUS = (
    "<ScannerStatus><State>Idle</State><AdfState>ScannerAdfLoaded</AdfState><Jobs><JobInfo><JobUri>/1</JobUri>"
    "<JobState>Completed</JobState><ImagesCompleted>2</ImagesCompleted></JobInfo></Jobs></ScannerStatus>"
)
OUTSIDE = b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/hostname">]><ScannerStatus><State>&x;</State></ScannerStatus>'


def parsers() -> tuple[Parser, ...]:
    """Every parser of this station; those whose native library is missing are left out."""
    return (*_scanners(), *_printers(), *_pictures(), *_documents(), *card_parsers())


def _scanners() -> tuple[Parser, ...]:
    capabilities, status = simulator_xml.capabilities().encode(), simulator_xml.status(Feeder()).encode()
    locations = (
        b"/eSCL/ScanJobs/1",
        b"http://[fe80::1%25en0]:80/eSCL/ScanJobs/4f",
        b"https://host/x?y#z",
        b"ScanJobs",
    )
    base = Base.parse("http://127.0.0.1/eSCL")
    return (
        Parser("escl-capabilities", (capabilities, LAUGHS), escl_xml.parse_capabilities, (ValueError,)),
        Parser("escl-status", (status, LAUGHS, OUTSIDE), escl_xml.parse_status, (ValueError,)),
        Parser("escl-words", (b"ScannerAdfJam", b"Idle", b"4", b"/eSCL/ScanJobs/1", b"image/jpeg"), _words),
        Parser("escl-location", locations, lambda data: base.path_of(data.decode("latin-1"))),
        Parser(
            "child-frames",
            (encode_frame(Frame({"page": 1}, b"\xff\xd8")), encode_frame(Frame({"error": "words"}))),
            lambda data: FrameReader().feed(data),
            (FrameBroken,),
        ),
    )


def _words(data: bytes) -> None:
    """Well-formed XML with anything between its tags: what damage to the bytes rarely leaves."""
    words = "".join(c for c in data.decode("latin-1") if c >= " " and c not in "<&]\x7f").encode()
    for document, parse in (
        (simulator_xml.capabilities().encode(), escl_xml.parse_capabilities),
        (_STATUS.encode(), escl_xml.parse_status),
    ):
        parse(re.sub(rb">[^<>]+</", lambda _: b">" + words + b"</", document))


def _printers() -> tuple[Parser, ...]:
    status = (b"\x12\x12\x12\x7e", b"\x10\x00\x00\x00\x00", b"\x18\x08\x0f\x00\x1a\x16\x00")
    printer = ipp_codec.encode(0x000B, 1, [(ipp_codec.OPERATION, ipp_codec.charset_and_language())])
    answers = (printer, Printer().answer(printer))
    return (
        Parser("printer-status", status, _in_pieces),
        Parser("ipp-answer", answers, ipp_codec.decode, (ValueError,)),
    )


def _in_pieces(data: bytes) -> None:
    """As a line brings them: three bytes at a time, and nothing unfinished kept but the start of one answer."""
    reader = ReplyReader()
    count = sum(len(reader.feed(data[at : at + 3])) for at in range(0, len(data), 3))
    if count > len(data):
        raise AssertionError("more answers than bytes")


def _pictures() -> tuple[Parser, ...]:
    seeds = tuple(_picture(kind, mode) for kind in ("JPEG", "PNG") for mode in ("RGB", "L"))
    return (
        Parser("image-header", seeds, read_header, (DeviceFailure,)),
        Parser("image-preview", seeds, lambda data: preview(data, 40), (DeviceFailure,)),
        Parser("image-quality", seeds, assess, (DeviceFailure,)),
    )


def _picture(kind: str, mode: str) -> bytes:
    dots = np.random.default_rng(1).integers(0, 255, (64, 48), np.uint8)
    out = io.BytesIO()
    Image.fromarray(dots).convert(mode).save(out, kind, dpi=(300, 300))
    return out.getvalue()


def _documents() -> tuple[Parser, ...]:
    try:
        pdfium: Any = importlib.import_module("pypdfium2")
    except ImportError:
        return ()
    out = io.BytesIO()
    Image.new("L", (24, 32), 128).save(out, "PDF", resolution=300)
    seeds = (out.getvalue(), _HAND_WRITTEN)
    declared = (pdfium.PdfiumError, ValueError, MemoryError)
    return (Parser("pdf-import", seeds, lambda data: list(draw(pdfium, data, 20, "colour")), declared),)


_HAND_WRITTEN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 120]/Contents 4 0 R/Resources<<>>>>endobj\n"
    b"4 0 obj<</Length 44>>stream\n0 0 1 rg 10 10 50 60 re f 0 0 m 90 120 l S\nendstream endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
