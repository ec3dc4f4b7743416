"""A page as a driver hands it on: its bytes, and what they say of themselves."""

from devices.events import ScannedPage
from devices.page_imaging.header import read_header


def page_of(number: int, data: bytes, asked_dpi: int) -> ScannedPage:
    """``asked_dpi`` counts where the image does not name its resolution. Raises ``ReadFailed`` for no whole image."""
    header = read_header(data)
    return ScannedPage(
        number=number,
        media_type=header.media_type,
        data=data,
        width=header.width,
        height=header.height,
        dpi=header.dpi or asked_dpi,
    )
