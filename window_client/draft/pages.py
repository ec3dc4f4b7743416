"""One side of paper in the pile. Its picture lies sealed on the disk; here is what the clerk decided about it."""

from dataclasses import dataclass
from typing import Literal

from domain.catalogue.model import Tone

Aside = Literal["", "blank", "separator", "removed", "composed"]
"""Why a page is not handed in; empty: it is."""
WHOLE = (0.0, 0.0, 1.0, 1.0)
Box = tuple[float, float, float, float]
"""Left, top, right, bottom as shares of the upright picture (after turning)."""


@dataclass(frozen=True, slots=True)
class Page:
    id: str
    """Stays with the place in the pile, whatever picture lies there."""
    image: str
    """Name of the sealed picture."""
    media_type: Literal["image/jpeg", "image/png"] = "image/jpeg"
    batch: str = ""
    """The scan, import or photograph it came with."""
    side: int = 1
    """From 1 in its batch; of a duplex scan odd sides are fronts."""
    line: str = ""
    """Line of the checklist; empty: not filed yet."""
    aside: Aside = ""
    turn: int = 0
    """Quarters clockwise, 0 to 3."""
    straight: bool = False
    """The lean of its lines is taken out."""
    box: Box = WHOLE
    tone: Tone = "as_scanned"
    """``as_scanned``: nothing was chosen, the material's own tone holds."""
    checked: bool = False
    """核验原件: compared with the original by the clerk."""
    by_code: bool = False
    """Filed by a code on it or on the separator before it."""

    @property
    def kept(self) -> bool:
        return not self.aside

    @property
    def untouched(self) -> bool:
        """The scanner's own bytes are handed in."""
        return self.turn == 0 and not self.straight and self.box == WHOLE and self.tone == "as_scanned"
