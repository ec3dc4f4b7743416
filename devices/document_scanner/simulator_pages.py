"""What a simulated sheet looks like through a scanner: JPEG at the asked resolution and colour."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from devices.errors import ReadFailed
from devices.page_imaging.header import read_header
from devices.page_imaging.open_cv import load_cv2
from devices.page_imaging.picture import encode_jpeg

_A4_INCHES = (8.267, 11.693)
_TOLERANCE = 0.02
_QUALITY = 85
_PAPER = 247
_SHOW_THROUGH = 0.045
"""Share of the print's darkness that shines through 80 g paper, before it blurs."""


@dataclass(frozen=True, slots=True)
class Sheet:
    front: Path
    back: Path | None
    """``None``: nothing printed."""


@dataclass(frozen=True, slots=True)
class Look:
    dpi: int
    colour_mode: str

    @property
    def size(self) -> tuple[int, int]:
        return round(_A4_INCHES[0] * self.dpi), round(_A4_INCHES[1] * self.dpi)

    @property
    def grey(self) -> bool:
        return self.colour_mode != "RGB24"


@dataclass(frozen=True, slots=True)
class Side:
    data: bytes
    blank: bool

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def scan_side(sheet: Sheet, *, back: bool, look: Look) -> Side:
    """One side as bytes. A file that is a fitting JPEG is handed on untouched. Raises ``OSError``, ``ReadFailed``."""
    if back and sheet.back is None:
        return Side(_blank_back(sheet.front.read_bytes(), look), blank=True)
    content = (sheet.back if back and sheet.back is not None else sheet.front).read_bytes()
    return Side(content if _fits(content, look) else _rescanned(content, look), blank=False)


def _fits(content: bytes, look: Look) -> bool:
    try:
        header = read_header(content)
    except ReadFailed:
        return False
    near = all(
        abs(has / wants - 1) < _TOLERANCE for has, wants in zip((header.width, header.height), look.size, strict=True)
    )
    bilevel = look.colour_mode == "BlackAndWhite1"
    return header.media_type == "image/jpeg" and near and not bilevel and header.components == (1 if look.grey else 3)


def _rescanned(content: bytes, look: Look) -> bytes:
    cv2 = load_cv2()
    print_ = _decode(cv2, content, grey=look.grey)
    width, height = look.size
    scale = min(width / print_.shape[1], height / print_.shape[0])
    size = (max(1, int(print_.shape[1] * scale)), max(1, int(print_.shape[0] * scale)))
    fitted = cv2.resize(print_, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    page = np.full((height, width, *print_.shape[2:]), _PAPER, np.uint8)
    left = (width - size[0]) // 2
    page[: size[1], left : left + size[0]] = fitted
    if look.colour_mode == "BlackAndWhite1":
        page = np.where(page < 160, 0, 255).astype(np.uint8)
    return encode_jpeg(page, look.dpi, _QUALITY)


def _blank_back(front: bytes, look: Look) -> bytes:
    cv2 = load_cv2()
    width, height = look.size
    print_ = cv2.resize(_decode(cv2, front, grey=True), (width // 4, height // 4), interpolation=cv2.INTER_AREA)
    through = cv2.GaussianBlur(255 - cv2.flip(print_, 1), (0, 0), 2.0)
    page = cv2.resize(_PAPER - (through * _SHOW_THROUGH), (width, height), interpolation=cv2.INTER_LINEAR)
    tile = np.random.default_rng(len(front)).normal(0, 1.6, (512, 512)).astype(np.float32)
    noise = np.tile(tile, (height // 512 + 1, width // 512 + 1))[:height, :width]
    grey = np.clip(page + noise, 0, 255).astype(np.uint8)
    return encode_jpeg(grey if look.grey else cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), look.dpi, _QUALITY)


def _decode(cv2: Any, content: bytes, *, grey: bool) -> Any:
    read_header(content)
    flag = cv2.IMREAD_GRAYSCALE if grey else cv2.IMREAD_COLOR
    return cv2.imdecode(np.frombuffer(content, np.uint8), flag)
