"""``read-card``, ``scan``, ``print-test``: one device, one job."""

import argparse
import time
from collections.abc import Iterator
from contextlib import closing
from typing import cast

from devices.catalog import DeviceSpec, encoder_of, kind_of
from devices.ports import DocumentScanner, IdCardReader, ReceiptPrinter, ScanSettings, SocialCardReader
from devices.technician import masked
from devices.technician.line import Line
from devices.technician.opened import first, opened
from domain.documents.printer_test import PRINTER_TEST

_LOOK_SECONDS = 0.3


def read_card(specs: list[DeviceSpec], arguments: argparse.Namespace) -> Iterator[Line]:
    spec = first([spec for spec in specs if arguments.device in ("", spec.id)], "id_card_reader", "smart_card_reader")
    is_id = kind_of(spec.driver) == "id_card_reader"
    with opened(spec) as driver:
        yield Line(f"{spec.id}: {'lay a card on' if is_id else 'put a card into'} the reader ({arguments.seconds} s)")
        end = time.monotonic() + arguments.seconds
        while time.monotonic() < end:
            line = _id_card(cast(IdCardReader, driver)) if is_id else _social_card(cast(SocialCardReader, driver))
            if line is not None:
                yield line
                return
            time.sleep(_LOOK_SECONDS)
    yield Line("no card", {"kind": None}, well=False)


def _id_card(reader: IdCardReader) -> Line | None:
    card = reader.poll()
    return None if card is None else masked.id_card(card)


def _social_card(reader: SocialCardReader) -> Line | None:
    card = reader.poll()
    return None if card is None else masked.social_card(card)


def scan(specs: list[DeviceSpec], arguments: argparse.Namespace) -> Iterator[Line]:
    with opened(first(specs, "document_scanner")) as driver:
        settings = ScanSettings(duplex=not arguments.simplex, dpi=arguments.dpi)
        with closing(cast(DocumentScanner, driver).scan(settings)) as pages:
            for page in pages:
                if arguments.out is not None:
                    suffix = page.media_type.partition("/")[2]
                    (arguments.out / f"page-{page.number:03}.{suffix}").write_bytes(page.data)
                size = {"width": page.width, "height": page.height, "dpi": page.dpi, "bytes": len(page.data)}
                words = f"{page.width} x {page.height} at {page.dpi} dpi, {len(page.data)} bytes"
                yield Line(f"page {page.number}: {words}", {"page": page.number, **size})


def print_test(specs: list[DeviceSpec], _: argparse.Namespace) -> Iterator[Line]:
    spec = first(specs, "receipt_printer")
    with opened(spec) as driver:
        cast(ReceiptPrinter, driver).print(encoder_of(spec)(PRINTER_TEST))
    yield Line("printed", {"id": spec.id, "printed": True})
