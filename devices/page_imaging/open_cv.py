"""The one place that imports OpenCV: late, because it costs 350 ms, and with its traces removed."""

import os
from typing import Any


def load_cv2() -> Any:
    """The ``cv2`` module.

    Some builds export two Qt variables on import, which would make Qt load OpenCV's own plugins.
    """
    import cv2

    os.environ.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)
    os.environ.pop("QT_QPA_FONTDIR", None)
    return cv2
