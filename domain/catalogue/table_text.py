"""A table (家庭成员 …) in one text: a line a row, cells parted by ``|``. Whoever only shows text can show it."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

Rows: TypeAlias = tuple[tuple[str, ...], ...]

_BETWEEN = " | "
_BARS = str.maketrans("｜│", "||")
_NO_CELL = str.maketrans("|｜│\r\n", "     ")


def rows_of(value: str, columns: int) -> Rows:
    """Every row with ``columns`` cells, empty ones included; more of them stay as they are."""
    return tuple(_cells(line, columns) for line in value.translate(_BARS).splitlines())


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """Bars and line ends inside a cell become blanks."""
    return "\n".join(_BETWEEN.join(cell.translate(_NO_CELL) for cell in row) for row in rows)


def _cells(line: str, columns: int) -> tuple[str, ...]:
    cells = tuple(cell.strip() for cell in line.split("|"))
    return cells + ("",) * (columns - len(cells))
