"""The technician's tool: ``python -m devices list|find|probe|watch|read-card|scan|print-test --config FILE``.

Personal data is masked on the terminal; scanned pages go only where ``--out`` says. With ``--json`` every line is one
JSON object. Ends with 0 if all is well, with 1 if a device is not.
"""

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from devices.catalog import DeviceSpec
from devices.technician.inventory import find, list_devices, probe
from devices.technician.line import Line, as_json
from devices.technician.trying import print_test, read_card, scan
from devices.technician.watching import watch
from domain.failures import Failure

_COMMANDS: Mapping[str, tuple[Callable[[list[DeviceSpec], argparse.Namespace], Iterator[Line]], str]] = {
    "list": (list_devices, "the devices of the settings, and every driver there is"),
    "find": (find, "what is plugged in or announces itself, as tables for the settings"),
    "probe": (probe, "open every device and say how it is"),
    "watch": (watch, "run all devices and tell what they tell, then how each has been doing"),
    "read-card": (read_card, "wait for a card and show it masked"),
    "scan": (scan, "scan what lies in the feeder"),
    "print-test": (print_test, "print the test receipt"),
}


def main(words: list[str] | None = None) -> int:
    arguments = _arguments(sys.argv[1:] if words is None else words)
    command, _ = _COMMANDS[arguments.command]
    well = True
    try:
        for line in command(_specs(arguments.config), arguments):
            well = well and line.well
            if not arguments.json:
                print(line.words, flush=True)
            elif line.fields:
                print(as_json(line), flush=True)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0 if well else 1


def _specs(file: Path | None) -> list[DeviceSpec]:
    if file is None:
        return []
    tables = tomllib.loads(file.read_text(encoding="utf-8")).get("devices", [])
    try:
        return [DeviceSpec(**table) for table in tables]
    except TypeError as error:
        raise SystemExit(f"{file}: {error}") from None


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m devices",
        description="Try the devices of a station.",
        epilog="\n".join(f"{name:12} {what}" for name, (_, what) in _COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=_COMMANDS)
    parser.add_argument("--config", type=Path, help="kiosk.toml or window.toml; every command but find needs it")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--seconds", type=float, default=15.0, help="read-card, watch: how long")
    parser.add_argument("--device", default="", help="read-card: id of the reader; without it the first")
    parser.add_argument("--out", type=Path, help="scan: folder for the pages; without it they are dropped")
    parser.add_argument("--dpi", type=int, default=300, help="scan")
    parser.add_argument("--simplex", action="store_true", help="scan: fronts only")
    arguments = parser.parse_args(words)
    if arguments.config is None and arguments.command != "find":
        parser.error("--config is needed")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
