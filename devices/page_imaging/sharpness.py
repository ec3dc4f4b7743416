"""How blurred a page is, whatever is printed on it.

The steepest slope at an edge, divided by the step of that edge, is 0.4 / sigma for a Gaussian blur of sigma pixels:
unlike the variance of a Laplacian it does not grow with the amount of text.
"""

import numpy as np

from devices.page_imaging.open_cv import load_cv2
from devices.page_imaging.picture import Picture

_WINDOW = 11
_LEAST_STEP = 40
"""Grey levels: below, noise makes slopes of its own."""
_LEAST_EDGE = 300
"""Dots at edges; with fewer nothing is claimed."""
_SHARPEST_SHARE = 90
_SLOPE_OF_GAUSSIAN = 0.4


def blur_of(grey: Picture) -> float | None:
    """Sigma in pixels of ``grey`` (about 0.8 for a sharp page); ``None`` where too few edges can be seen."""
    cv2 = load_cv2()
    window = np.ones((_WINDOW, _WINDOW), np.uint8)
    step = cv2.subtract(cv2.dilate(grey, window), cv2.erode(grey, window))
    across = cv2.Scharr(grey, cv2.CV_32F, 1, 0, scale=1 / 32)
    down = cv2.Scharr(grey, cv2.CV_32F, 0, 1, scale=1 / 32)
    edge = step > _LEAST_STEP
    if int(edge.sum()) < _LEAST_EDGE:
        return None
    steepness = cv2.magnitude(across, down)[edge] / step[edge]
    return _SLOPE_OF_GAUSSIAN / max(float(np.percentile(steepness, _SHARPEST_SHARE)), 1e-3)
