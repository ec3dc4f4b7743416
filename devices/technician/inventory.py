"""``list``, ``find``, ``probe``: what is configured, what is plugged in, what answers."""

import argparse
from collections.abc import Iterator
from typing import cast

from devices.catalog import KEYBOARD_SCANNER, DeviceSpec, drivers, kind_of
from devices.discovery.announced import announced
from devices.discovery.card_slots import card_slots
from devices.discovery.found import Found, as_settings
from devices.discovery.plugged import plugged
from devices.ports import DocumentScanner, Driver, ReceiptPrinter
from devices.station_check import refuse_contradictions
from devices.technician.line import Line
from devices.technician.opened import opened
from domain.failures import Failure


def list_devices(specs: list[DeviceSpec], _: argparse.Namespace) -> Iterator[Line]:
    for spec in specs:
        kind = kind_of(spec.driver)
        fields = {"id": spec.id, "kind": kind, "driver": spec.driver, "address": spec.address}
        yield Line(f"{spec.id:12} {kind:18} {spec.driver:16} {spec.address}", fields)
    yield Line("drivers: " + ", ".join(f"{name} ({kind})" for name, kind in sorted(drivers().items())))


def find(_: list[DeviceSpec], __: argparse.Namespace) -> Iterator[Line]:
    """Tables for the settings, to be copied by hand."""
    for found in (*plugged(), *card_slots(), *announced()):
        if isinstance(found, Found):
            fields = {"driver": found.driver, "address": found.address, "name": found.words}
            yield Line(f"# {found.words}\n{as_settings(found)}", fields)
        else:
            yield Line(f"# not looked: {found.place}: {found.reason}", {"not_looked": found.place})


def probe(specs: list[DeviceSpec], _: argparse.Namespace) -> Iterator[Line]:
    """Open every device, say how it is, let it go."""
    try:
        refuse_contradictions(specs)
    except Failure as failure:
        yield Line(str(failure), {"failure": failure.code.value}, well=False)
    for spec in specs:
        try:
            with opened(spec) as driver:
                words, code = _condition(spec, driver), None
        except Failure as failure:
            words, code = str(failure), failure.code.value
        yield Line(f"{spec.id:12} {words}", {"id": spec.id, "says": words, "failure": code}, well=code is None)


def _condition(spec: DeviceSpec, driver: Driver) -> str:
    if spec.driver == KEYBOARD_SCANNER:
        return "types like a keyboard: only kiosk and window can hear it"
    match kind_of(spec.driver):
        case "document_scanner":
            paper = cast(DocumentScanner, driver).status().paper_loaded
            return "answers" if paper is None else f"answers, {'paper loaded' if paper else 'feeder empty'}"
        case "receipt_printer" | "page_printer":
            near_end = cast(ReceiptPrinter, driver).status().paper_near_end
            return f"answers, {'paper near its end' if near_end else 'paper in order'}"
        case "id_card_reader" | "smart_card_reader":
            return "answers"
        case "qr_scanner":
            return "line opened; present a code to see whether it sends"
        case "face_camera":
            return "library loaded; the camera stays off until somebody agrees"
