"""About how long a receipt becomes, for the counting of paper."""

import math
import unicodedata

from domain.documents.document import Barcode, Block, Document, Emphasis, Pair, Paragraph, QrCode, Rule, Table, Title

COLUMNS = 48
"""Of a printer for paper of 80 mm, in half-width characters."""
_LINE = 4.25
"""Millimetres: 30 dots at 180 dpi, the usual line feed (ESC/POS, ``ESC 2``)."""
_TO_CUTTER = 22.0
_QR = 52.0
_BARCODE = 14.0
_VALUE_COLUMNS = 28


def receipt_millimetres(document: Document) -> int:
    return round(sum(map(_height, document.blocks), _TO_CUTTER))


def _height(block: Block) -> float:
    match block:
        case Title(words) | Emphasis(words):
            return 2 * _LINE * _lines(words, COLUMNS // 2) + 2
        case Paragraph(words):
            return _LINE * _lines(words, COLUMNS)
        case Pair(_, value):
            return _LINE * _lines(value, _VALUE_COLUMNS)
        case Rule():
            return _LINE
        case Table(columns, rows):
            return _LINE * sum(_row(row, [share for _, share in columns]) for row in (_heads(block), *rows))
        case QrCode(_, caption):
            return _QR + _LINE * _lines(caption, COLUMNS)
        case Barcode():
            return _BARCODE


def _heads(table: Table) -> tuple[str, ...]:
    return tuple(heading for heading, _ in table.columns)


def _row(cells: tuple[str, ...], shares: list[int]) -> int:
    return max(_lines(cell, max(4, COLUMNS * share // 100)) for cell, share in zip(cells, shares, strict=False))


def _lines(words: str, columns: int) -> int:
    width = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in words)
    return max(1, math.ceil(width / columns))
