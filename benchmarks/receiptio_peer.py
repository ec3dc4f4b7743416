"""receiptio, a receipt printing program we did not write: its bytes for our documents, and its talk with printers."""

import base64
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from domain.documents.document import (
    Barcode,
    Block,
    Document,
    Emphasis,
    Pair,
    Paragraph,
    QrCode,
    Rule,
    Table,
    Title,
)

_NPM = Path(__file__).parents[1] / "tests" / "npm"
_COLUMNS = 48
_CHINESE_80_MM = f"-p escpos -l zh-hans -c {_COLUMNS}"


def is_here() -> bool:
    return (_NPM / "node_modules" / "receiptio").is_dir()


def bytes_of(document: Document) -> bytes:
    """The job that receiptio sends an 80 mm printer, the question for its end (``GS r 1``) included."""
    return base64.b64decode(_run(markdown(document), 0, 1, _CHINESE_80_MM))


def printed(document: Document, port: int, speed: int) -> str:
    """How its job at a printer on loopback ended, in its words. ``speed``: how many times as fast its clock is."""
    return _run(markdown(document), port, speed, f"-d 127.0.0.1 -t 8 {_CHINESE_80_MM}")


def asked(port: int, speed: int) -> str:
    """What receiptio says of the printer's state."""
    return _run("", port, speed, "-d 127.0.0.1 -p escpos -q")


def markdown(document: Document) -> str:
    """In ReceiptLine, receiptio's language: the same words and codes in the same order."""
    return "\n".join(_LINES[type(block)](block) for block in document.blocks) + "\n"


def _run(receipt: str, port: int, speed: int, options: str) -> str:
    command = ["node", str(_NPM / "receiptio_printer.cjs"), str(port), str(speed), options]
    environment = {**os.environ, "NODE_PATH": str(_NPM / "node_modules")}
    done = subprocess.run(command, env=environment, input=receipt, capture_output=True, text=True, check=True)
    return done.stdout


def _escaped(words: str) -> str:
    return "".join(f"\\{c}" if c in '\\|{}~_"`^' else c for c in words)


def _table(block: Table) -> str:
    widths = [_COLUMNS * share // 100 for _, share in block.columns]
    rows = [tuple(name for name, _ in block.columns), *block.rows]
    lines = ["|".join(f"{_escaped(cell)} " for cell in row) for row in rows]
    return "\n".join([f"{{width:{','.join(map(str, widths))}}}", *lines, "{width:auto}"])


_LINES: Mapping[type[Block], Callable[[Any], str]] = {
    Title: lambda block: f"^^^{_escaped(block.words)}",
    Emphasis: lambda block: f"^^^{_escaped(block.words)}",
    Paragraph: lambda block: f"{_escaped(block.words)} |",
    Pair: lambda block: f"{_escaped(block.label)}：{_escaped(block.value)} |",
    Rule: lambda _: "---",
    Table: _table,
    QrCode: lambda block: f"{{code:{block.payload}; option:qrcode,4,m}}\n{_escaped(block.caption)}",
    Barcode: lambda block: f"{{code:{block.payload}; option:code128,2,72}}\n{_escaped(block.payload)}",
}
