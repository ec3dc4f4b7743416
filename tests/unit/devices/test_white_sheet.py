"""What a white sheet tells of a scanner."""

import io

import numpy as np
import pytest
from PIL import Image

from devices.errors import ReadFailed
from devices.page_imaging.white_sheet import WhiteSheet, look_at_white_sheet

HEIGHT, WIDTH = 2339, 1654


def scan(*, paper: int = 245, fades_to: int | None = None, streaks: tuple[int, ...] = ()) -> WhiteSheet:
    """JPEG at 200 dpi, with the noise of a sensor."""
    line = np.linspace(paper, paper if fades_to is None else fades_to, WIDTH)
    for at in streaks:
        line[at : at + 3] -= 60
    noise = np.random.default_rng(7).normal(0, 3, (HEIGHT, WIDTH))
    picture = io.BytesIO()
    Image.fromarray(np.clip(line + noise, 0, 255).astype(np.uint8)).save(picture, "JPEG", quality=90)
    return look_at_white_sheet(picture.getvalue())


def test_a_clean_scanner_is_fine() -> None:
    sheet = scan()
    assert sheet.fine
    assert abs(sheet.paper - 245) <= 2


def test_dust_on_the_glass_is_counted() -> None:
    sheet = scan(streaks=(400, 1200))
    assert (sheet.fine, sheet.streaks) == (False, 2)


def test_a_lamp_at_its_end_shows() -> None:
    assert not scan(paper=180).fine
    sheet = scan(fades_to=190)
    assert not sheet.fine
    assert sheet.streaks == 0
    assert sheet.uneven > 30


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ReadFailed):
        look_at_white_sheet(b"%PDF-1.7")
