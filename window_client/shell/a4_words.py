"""A document as pieces of rich text, each of which stays whole on a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

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

_CODE_MM, _BARS_MM = 28.0, (84.0, 12.0)


@dataclass(frozen=True, slots=True)
class Piece:
    """``head``: of the table whose row this is; it stands above the first row on each page."""

    html: str
    head: str = ""


def pieces(document: Document) -> Iterator[Piece]:
    """Pairs in a row are one piece, each row of a table is one. A picture is named by its block's number."""
    for are_pairs, group in groupby(enumerate(document.blocks), key=lambda one: isinstance(one[1], Pair)):
        if are_pairs:
            yield Piece(_pairs([block for _, block in group if isinstance(block, Pair)]))
        else:
            for number, block in group:
                yield from _rows(block) if isinstance(block, Table) else (Piece(_one(number, block)),)


def _one(number: int, block: Block) -> str:
    match block:
        case Title(words):
            return f'<p align="center" style="font-size:20pt; font-weight:600; margin:0">{_words(words)}</p>'
        case Emphasis(words):
            return f'<p align="center" style="font-size:14pt; font-weight:600; margin:0">{_words(words)}</p>'
        case Paragraph(words):
            return f'<p style="line-height:140%; margin:0">{_words(words)}</p>'
        case Rule():
            return "<hr/>"
        case QrCode(caption=caption):
            return _picture(number, _CODE_MM, _CODE_MM, caption)
        case Barcode(payload):
            return _picture(number, *_BARS_MM, payload)
        case Pair() | Table():
            raise TypeError("made by pieces()")


def _picture(number: int, wide_mm: float, high_mm: float, caption: str) -> str:
    wide, high = _dots(wide_mm), _dots(high_mm)
    image = f'<img src="code:{number}" width="{wide}" height="{high}"/>'
    return f'<p align="center" style="margin:0">{image}<br/>{_words(caption)}</p>'


def _pairs(pairs: list[Pair]) -> str:
    rows = "".join(
        f'<tr><td width="26%">{_words(pair.label)}</td><td width="74%"><b>{_words(pair.value)}</b></td></tr>'
        for pair in pairs
    )
    return f'<table width="100%" cellspacing="0" cellpadding="4">{rows}</table>'


def _rows(block: Table) -> Iterator[Piece]:
    shares = [share for _, share in block.columns]
    head = _row([f"<b>{_words(name)}</b>" for name, _ in block.columns], shares)
    for row in block.rows:
        yield Piece(_row(list(map(_words, row)), shares, "border-top:1px solid #888888"), head)


def _row(cells: list[str], shares: list[int], style: str = "") -> str:
    made = "".join(
        f'<td width="{share}%" style="{style}">{cell}</td>' for cell, share in zip(cells, shares, strict=True)
    )
    return f'<table width="100%" cellspacing="0" cellpadding="8"><tr>{made}</tr></table>'


def _words(words: str) -> str:
    """Blanks stay: they are room to write on."""
    return f'<span style="white-space:pre-wrap">{escape(words)}</span>'.replace("\n", "<br/>")


def _dots(millimetres: float) -> int:
    """In the unit of Qt's rich text: 96 a inch."""
    return round(millimetres / 25.4 * 96)
