"""The case as the department will see it: the pages as they are handed in, put into a PDF and drawn from it."""

from collections.abc import Iterator, Sequence
from contextlib import closing

from devices.document_scanner.pdf_pages import PdfPages
from devices.errors import ReadFailed
from devices.ports import ScanSettings
from window_client.draft.pages import Page
from window_client.shell.case_pdf import case_pdf
from window_client.shell.draft_vault import DraftVault
from window_client.shell.paper_looks import as_handed_in

_DPI = 100
_AT_ONCE = 8


def preview_pages(vault: DraftVault, draft_id: str, pages: Sequence[Page]) -> Iterator[bytes]:
    """JPEGs in the order of ``pages``; a few in memory at a time. Raises ``ReadFailed``."""
    for at in range(0, len(pages), _AT_ONCE):
        made = [_made(vault, draft_id, page) for page in pages[at : at + _AT_ONCE]]
        with closing(PdfPages().pages(case_pdf([one for one in made if one]), ScanSettings(dpi=_DPI))) as drawn:
            for page in drawn:
                yield page.data


def _made(vault: DraftVault, draft_id: str, page: Page) -> bytes:
    data = vault.picture(draft_id, page.image)
    try:
        return as_handed_in(page, data) if data else b""
    except (ReadFailed, ValueError):
        return b""
