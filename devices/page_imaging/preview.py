"""Small pictures of pages for screens, in memory only."""

import numpy as np

from devices.page_imaging.header import read_header, unreadable
from devices.page_imaging.open_cv import load_cv2

_QUALITY = 80


def preview(data: bytes, width: int) -> bytes:
    """JPEG at most ``width`` pixels wide. Raises ``ReadFailed``: ``PAGE_UNREADABLE``, ``PAGE_TOO_LARGE``."""
    header = read_header(data)
    cv2 = load_cv2()
    flags = {8: cv2.IMREAD_REDUCED_COLOR_8, 4: cv2.IMREAD_REDUCED_COLOR_4, 2: cv2.IMREAD_REDUCED_COLOR_2}
    factor = next((factor for factor in (8, 4, 2) if header.width / factor >= width), 1)
    page = cv2.imdecode(np.frombuffer(data, np.uint8), flags.get(factor, cv2.IMREAD_COLOR))
    if page is None:
        raise unreadable("decoder refused")
    if page.shape[1] > width:
        height = max(1, round(page.shape[0] * width / page.shape[1]))
        page = cv2.resize(page, (width, height), interpolation=cv2.INTER_AREA)
    _, encoded = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return bytes(encoded.tobytes())
