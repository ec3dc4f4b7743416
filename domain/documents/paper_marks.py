"""QR codes that say to which material paper belongs: on separator sheets we print, and on forms (页上标识).

``OWS1:<item>:<material>`` separates: it files what follows and is itself no page. ``OWF1:…`` stands on a page.
"""

import re
from dataclasses import dataclass

_MARK = re.compile(r"OW([SF])1:([0-9A-Za-z\-]{1,40}):([0-9A-Za-z_\-]{1,20})")


@dataclass(frozen=True, slots=True)
class PaperMark:
    item_code: str
    material_id: str
    separator: bool

    @property
    def names(self) -> tuple[str, str]:
        return self.item_code, self.material_id


def write_mark(mark: PaperMark) -> str:
    return f"OW{'S' if mark.separator else 'F'}1:{mark.item_code}:{mark.material_id}"


def read_mark(payload: str) -> PaperMark | None:
    """``None`` for any other code: papers carry many."""
    match = _MARK.fullmatch(payload.strip())
    return PaperMark(match[2], match[3], match[1] == "S") if match else None
