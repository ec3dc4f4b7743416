"""What a receipt or notice says, block by block, before anyone knows a printer."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Title:
    words: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """One short statement the reader must not miss, e.g. 已保存，尚未送达."""

    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: str


@dataclass(frozen=True, slots=True)
class Pair:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class Table:
    """``columns``: heading and share of the width in percent; the last takes what is left."""

    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class QrCode:
    payload: str
    caption: str


@dataclass(frozen=True, slots=True)
class Barcode:
    """Code 128; ASCII only."""

    payload: str


Block: TypeAlias = Title | Emphasis | Paragraph | Pair | Rule | Table | QrCode | Barcode


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    """For the job list of a printer; holds no personal data."""
    blocks: tuple[Block, ...]
