"""What is used up at a terminal, and when somebody should bring more. Pure."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal["receipt_paper", "a4_sheets", "scanner_rollers"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Millimetres of receipt paper; sheets of A4; sides that went over the scanner's rollers."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much there is after a change, in each kind's unit."""

    receipt_paper: int = 50_000
    """A roll of 80 mm × 80 mm."""
    a4_sheets: int = 250
    """A small tray."""
    scanner_rollers: int = 100_000
    """What makers of desktop feeders name for a set."""
    warn_percent: int = 10
    """From so little left on it is told."""

    def left(self, kind: Kind, used: int) -> int:
        return max(0, self._whole(kind) - used)

    def enough(self, kind: Kind, used: int) -> bool:
        return self.left(kind, used) * 100 > self._whole(kind) * self.warn_percent

    def _whole(self, kind: Kind) -> int:
        return {
            "receipt_paper": self.receipt_paper, "a4_sheets": self.a4_sheets, "scanner_rollers": self.scanner_rollers
        }[kind]  # fmt: skip


USUAL = Limits()


def limits(
    *, receipt_roll_m: int = 50, a4_tray: int = 250, roller_sides: int = 100_000, warn_percent: int = 10
) -> Limits:
    """From the ``[consumables]`` table of the settings. Raises ``ValueError`` for what cannot be."""
    if min(receipt_roll_m, a4_tray, roller_sides) <= 0 or not 0 <= warn_percent < 100:
        raise ValueError("consumables are counted from 1 on, warn_percent is from 0 to 99")
    return Limits(receipt_roll_m * 1000, a4_tray, roller_sides, warn_percent)


@dataclass(frozen=True, slots=True)
class Used:
    kind: Kind
    amount: int = 0
    """Since it was changed, in the kind's unit."""
    jobs: int = 0
    since: str = ""
    """ISO moment of the change; empty: never told."""
