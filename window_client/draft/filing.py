"""Where a page belongs that has just come in: by a code, by the line the clerk chose, or by the order of the list."""

from collections.abc import Sequence
from dataclasses import replace

from domain.catalogue.joint import ChecklistLine
from domain.documents.paper_marks import PaperMark, read_mark
from window_client.draft.pages import Page
from window_client.draft.pile import Pile

IN_ORDER = "*"
"""Target: one sheet for each line, from the first that has none."""
NOWHERE = ""
"""Target: pages wait to be filed, unless a code says where they belong."""


def filed(pile: Pile, page: Page, codes: Sequence[str], lines: Sequence[ChecklistLine], target: str) -> Page:
    """``page`` with its line. Codes win over ``target``; after a code its batch goes on where the code said."""
    mark = next((mark for mark in map(read_mark, codes) if mark is not None), None)
    line = _line_of(mark, lines) if mark else ""
    if mark and line:
        aside = "separator" if mark.separator else page.aside
        return replace(page, line=line, by_code=True, aside=aside)
    before = next((other for other in reversed(pile.pages) if other.batch == page.batch), None)
    if before is not None and before.by_code:
        return replace(page, line=before.line, by_code=True)
    if target == IN_ORDER:
        return replace(page, line=_next_line(pile, page, before, lines))
    return replace(page, line=target)


def _line_of(mark: PaperMark, lines: Sequence[ChecklistLine]) -> str:
    return next((line.id for line in lines for use in line.uses if (use.item_code, use.id) == mark.names), "")


def _next_line(pile: Pile, page: Page, before: Page | None, lines: Sequence[ChecklistLine]) -> str:
    """The back of a sheet goes with its front; sheets beyond the list go with its last line."""
    if before is not None and page.side % 2 == 0 and before.side == page.side - 1:
        return before.line
    counts = pile.counts()
    wanted = [line.id for line in lines if line.to_scan]
    return next((line for line in wanted if not counts.get(line)), wanted[-1] if wanted else "")
