"""Files that were sent or fetched, as pages: pictures as they are, a PDF drawn page by page in a child process."""

from contextlib import closing

from devices.ports import ScanSettings
from domain.contract.submission import TrustGrade
from kiosk.journeys.materials.flow import Picture

DPI = 200


def pictures_of(media_type: str, data: bytes, grade: TrustGrade) -> tuple[Picture, ...]:
    """On a worker. Raises ``Failure`` for a PDF that cannot be drawn."""
    if media_type != "application/pdf":
        return (Picture(media_type, data, grade),)
    # Here and not above: a visit pays for it with its first PDF, not with its start.
    from devices.document_scanner.pdf_pages import PdfPages

    drawer = PdfPages()
    with closing(drawer), closing(drawer.pages(data, ScanSettings(dpi=DPI))) as pages:
        return tuple(Picture(page.media_type, page.data, grade) for page in pages)
