"""The technician's tool: ``python -m devices list|probe|read-card|scan|print-test --config FILE``.

Uses the drivers as they are, without threads. Personal data is masked on the terminal; scanned pages go
only where ``--out`` says.
"""

import argparse
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast

from devices.catalog import DeviceSpec, drivers, encoder_of, kind_of, make_driver
from devices.events import DeviceKind
from devices.ports import DocumentScanner, Driver, IdCardReader, ReceiptPrinter, ScanSettings
from domain.documents.printer_test import PRINTER_TEST
from domain.failures import Failure
from domain.identity.masking import mask_address, mask_id_strong, mask_name

_LOOK_SECONDS = 0.3


def _list(specs: list[DeviceSpec], _: argparse.Namespace) -> int:
    for spec in specs:
        print(f"{spec.id:12} {kind_of(spec.driver):18} {spec.driver:16} {spec.address}")
    print("drivers:", ", ".join(f"{name} ({kind})" for name, kind in sorted(drivers().items())))
    return 0


def _probe(specs: list[DeviceSpec], _: argparse.Namespace) -> int:
    """Open every device, say how it is, let it go."""
    failed = 0
    for spec in specs:
        try:
            with _opened(spec) as driver:
                words = _condition(spec, driver)
        except Failure as failure:
            failed += 1
            words = str(failure)
        print(f"{spec.id:12} {words}")
    return min(failed, 1)


def _condition(spec: DeviceSpec, driver: Driver) -> str:
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


def _read_card(specs: list[DeviceSpec], arguments: argparse.Namespace) -> int:
    with _opened(_first(specs, "id_card_reader")) as driver:
        print(f"lay a card on the reader ({arguments.seconds} s)")
        end = time.monotonic() + arguments.seconds
        while time.monotonic() < end:
            card = cast(IdCardReader, driver).poll()
            if card is not None:
                print(card.kind, mask_name(card.name), mask_id_strong(card.number), mask_address(card.address))
                return 0
            time.sleep(_LOOK_SECONDS)
    print("no card")
    return 1


def _scan(specs: list[DeviceSpec], arguments: argparse.Namespace) -> int:
    with _opened(_first(specs, "document_scanner")) as driver:
        settings = ScanSettings(duplex=not arguments.simplex, dpi=arguments.dpi)
        with closing(cast(DocumentScanner, driver).scan(settings)) as pages:
            for page in pages:
                print(f"page {page.number}: {page.width} x {page.height} at {page.dpi} dpi, {len(page.data)} bytes")
                if arguments.out is not None:
                    suffix = page.media_type.partition("/")[2]
                    (arguments.out / f"page-{page.number:03}.{suffix}").write_bytes(page.data)
    return 0


def _print_test(specs: list[DeviceSpec], _: argparse.Namespace) -> int:
    spec = _first(specs, "receipt_printer")
    with _opened(spec) as driver:
        cast(ReceiptPrinter, driver).print(encoder_of(spec)(PRINTER_TEST))
    print("printed")
    return 0


_COMMANDS: dict[str, Callable[[list[DeviceSpec], argparse.Namespace], int]] = {
    "list": _list,
    "probe": _probe,
    "read-card": _read_card,
    "scan": _scan,
    "print-test": _print_test,
}


@contextmanager
def _opened(spec: DeviceSpec) -> Iterator[Driver]:
    with closing(make_driver(spec)) as driver:
        driver.open()
        yield driver


def _first(specs: Iterable[DeviceSpec], kind: DeviceKind) -> DeviceSpec:
    for spec in specs:
        if kind_of(spec.driver) == kind:
            return spec
    raise SystemExit(f"no {kind} in the settings")


def _specs(file: Path) -> list[DeviceSpec]:
    tables = tomllib.loads(file.read_text(encoding="utf-8")).get("devices", [])
    try:
        return [DeviceSpec(**table) for table in tables]
    except TypeError as error:
        raise SystemExit(f"{file}: {error}") from None


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m devices", description="Try the devices of a station.")
    parser.add_argument("command", choices=_COMMANDS)
    parser.add_argument("--config", type=Path, required=True, help="kiosk.toml or window.toml")
    parser.add_argument("--seconds", type=float, default=15.0, help="read-card: how long to wait")
    parser.add_argument("--out", type=Path, help="scan: folder for the pages; without it they are dropped")
    parser.add_argument("--dpi", type=int, default=300, help="scan")
    parser.add_argument("--simplex", action="store_true", help="scan: fronts only")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    """0 if all is well, 1 if a device is not."""
    arguments = _arguments(sys.argv[1:] if words is None else words)
    try:
        return _COMMANDS[arguments.command](_specs(arguments.config), arguments)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
