"""Icons: line drawings of ``assets/icons`` in one colour, drawn at the size asked for."""

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


def icon_pixmap(name: str, size: int, colour: str) -> QPixmap:
    """The icon ``assets/icons/<name>.svg`` in ``colour``. Raises ``OSError`` for an unknown name."""
    drawing = _source(name).replace("currentColor", colour)
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    return picture


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return files("assets").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")
