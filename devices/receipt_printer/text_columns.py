"""Laying words out in the columns of a receipt: ASCII takes one, everything else two. Pure.

Lines break as Chinese is set: between any two Han characters, never inside a number or a Latin word
that fits on a line, never before closing or after opening punctuation.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

_NOT_AT_START = frozenset("、，。．；：？！…）》〉」』】〕”’％℃·,.;:?!)]}%")
_NOT_AT_END = frozenset("（《〈「『【〔“‘￥([{")


def cleaned(words: str) -> str:
    """Composed, without control and invisible characters; a line feed stays, a tab becomes a space."""
    composed = unicodedata.normalize("NFC", words).replace("\r\n", "\n").replace("\t", " ")
    return "".join(c for c in composed if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))


def width(words: str) -> int:
    return sum(1 if ord(character) < 0x80 else 2 for character in words)


def padded(words: str, columns: int) -> str:
    return words + " " * (columns - width(words))


def wrapped(words: str, columns: int) -> list[str]:
    """At least one line, none wider than ``columns`` (at least 2)."""
    return [line for paragraph in cleaned(words).split("\n") for line in _wrap_paragraph(paragraph, columns)]


def _wrap_paragraph(words: str, columns: int) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(words, columns):
        if width(line + piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += piece if line or not piece.isspace() else ""
    return [*lines, line.rstrip()] if line.rstrip() or not lines else lines


def _pieces(words: str, columns: int) -> Iterator[str]:
    """What may not be broken, no piece wider than a line."""
    for piece in _unbroken(words):
        if width(piece) <= columns:
            yield piece
        else:
            yield from _hard_broken(piece, columns)


def _unbroken(words: str) -> Iterator[str]:
    piece = ""
    for character in words:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_AT_START or before in _NOT_AT_END:
        return False
    if before == " " or after == " ":
        return before != after
    return ord(before) >= 0x80 or ord(after) >= 0x80


def _hard_broken(piece: str, columns: int) -> Iterator[str]:
    line = ""
    for character in piece:
        if width(line + character) > columns:
            yield line
            line = ""
        line += character
    yield line


def pair_lines(label: str, value: str, label_columns: int, columns: int) -> list[str]:
    """A label and its value, whose further lines hang under the first."""
    room = columns - label_columns
    if width(label) > label_columns or room < 8:
        indent = "  "
        return [*wrapped(label, columns), *(indent + line for line in wrapped(value, columns - 2))]
    first, *others = wrapped(value, room)
    return [padded(label, label_columns) + first, *(" " * label_columns + line for line in others)]


def row_lines(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """One row of a table; a cell that does not fit goes on below itself. One column stays free between cells."""
    last = len(widths) - 1
    columns = [
        wrapped(cell, max(2, size - (0 if at == last else 1)))
        for at, (cell, size) in enumerate(zip(cells, widths, strict=True))
    ]
    rows = zip_longest(*columns, fillvalue="")
    return ["".join(map(padded, row, widths)).rstrip() for row in rows]


def column_widths(headings: Sequence[tuple[str, int]], columns: int) -> list[int]:
    """Headings with their share in percent to columns, even numbers so that Han characters stand in line.

    No column but the widest is narrower than its heading; the last takes what is left."""
    *shares, _ = [max(4, columns * share // 100 // 2 * 2) for _, share in headings]
    fair = [*shares, columns - sum(shares)]
    wanted = [max(size, _even(width(cleaned(name))) + 2) for size, (name, _) in zip(fair, headings, strict=True)]
    widest = wanted.index(max(wanted))
    wanted[widest] -= sum(wanted) - columns
    return wanted if wanted[widest] >= columns // 4 else fair


def _even(number: int) -> int:
    return number + number % 2
