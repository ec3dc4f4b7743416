"""The thermal paper of the simulated printer: dots in, a picture of the receipt out."""

from PIL import Image, ImageOps

_MARGIN_TOP, _MARGIN_BOTTOM = 28, 56
_PAPER, _INK = 255, 24
_MILLIMETRES_PER_INCH = 25.4
_DOTS_PER_MILLIMETRE = 8


class Paper:
    """``dots``: printable width; ``width``: of the paper. Pictures are ``L``, 255 where ink is."""

    def __init__(self, dots: int, width: int) -> None:
        self.dots = dots
        self._width = width
        self._strips: list[Image.Image | int] = []

    @property
    def is_white(self) -> bool:
        return not any(isinstance(strip, Image.Image) and strip.getbbox() for strip in self._strips)

    def feed(self, dots: int) -> None:
        self._strips.append(dots)

    def put(self, picture: Image.Image, left: int) -> None:
        """A strip as high as the picture; what sticks out at the right is lost, as on paper."""
        strip = Image.new("L", (self.dots, picture.height), 0)
        strip.paste(picture, (left, 0))
        self._strips.append(strip)

    def cut(self) -> Image.Image:
        """Everything since the last cut, black on white, and a new piece begins."""
        heights = [strip if isinstance(strip, int) else strip.height for strip in self._strips]
        ink = Image.new("L", (self._width, _MARGIN_TOP + sum(heights) + _MARGIN_BOTTOM), 0)
        top = _MARGIN_TOP
        for strip, height in zip(self._strips, heights, strict=True):
            if isinstance(strip, Image.Image):
                ink.paste(strip, ((self._width - self.dots) // 2, top))
            top += height
        self._strips.clear()
        return ImageOps.colorize(ink, (_PAPER,) * 3, (_INK,) * 3).convert("L")


def resolution() -> tuple[float, float]:
    """For the picture file, in dots per inch."""
    dpi = _DOTS_PER_MILLIMETRE * _MILLIMETRES_PER_INCH
    return dpi, dpi
