"""What a scan of a white sheet tells of the scanner: its lamp, its dirt."""

from dataclasses import dataclass

import numpy as np

from devices.page_imaging.picture import Picture, decode_grey_for_analysis

_MARGIN = 0.04
"""Share left out at every edge: shadow of the sheet itself."""
_WINDOW = 31
"""Columns around one that tell what it should look like."""
_STREAK = 12
"""Grey levels by which a whole column stands out: dust on the glass of a feeder."""
DARKEST_WHITE = 200
MOST_UNEVEN = 30
"""Grey levels between the lightest and the darkest tenth of the columns: a lamp at its end."""


@dataclass(frozen=True, slots=True)
class WhiteSheet:
    paper: int
    """Grey level, 0 to 255."""
    uneven: int
    streaks: int

    @property
    def fine(self) -> bool:
        return self.paper >= DARKEST_WHITE and self.uneven <= MOST_UNEVEN and not self.streaks


def look_at_white_sheet(data: bytes) -> WhiteSheet:
    """``data``: JPEG or PNG of a sheet with nothing on it. Raises ``ReadFailed``: ``PAGE_UNREADABLE``, …"""
    grey = _inner(decode_grey_for_analysis(data))
    columns = np.median(grey, axis=0)
    dark, light = np.percentile(columns, (10, 90))
    return WhiteSheet(int(np.median(columns)), round(light - dark), _streaks(columns))


def _inner(grey: Picture) -> Picture:
    height, width = grey.shape[:2]
    top, left = max(1, int(height * _MARGIN)), max(1, int(width * _MARGIN))
    inner: Picture = grey[top:-top, left:-left]
    return inner


def _streaks(columns: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> int:
    """Groups of neighbouring columns that stand out from those around them."""
    around = np.pad(columns, _WINDOW // 2, mode="edge")
    usual = np.median(np.lib.stride_tricks.sliding_window_view(around, _WINDOW), axis=1)
    out = np.abs(columns - usual) > _STREAK
    return int(out[0]) + int(np.count_nonzero(out[1:] & ~out[:-1]))
