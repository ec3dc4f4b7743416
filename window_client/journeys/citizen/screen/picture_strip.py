"""The pages that are handed in, small and numbered, in rows. Only what is to be seen is painted."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from qt_edge.theme import COLOURS
from window_client.journeys.citizen.flow import Shot

_CELL = QSize(150, 212)
_GAP = 14


class PictureStrip(QWidget):
    """``wanted(str)``: the name of a picture it has not got."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("citizen.pictures")
        self._shots: tuple[Shot, ...] = ()
        self._pictures: dict[str, QPixmap] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def _foot(self) -> int:
        """For the number below a page."""
        return self.fontMetrics().height()

    def present(self, shots: tuple[Shot, ...]) -> None:
        """Pictures of other pages are forgotten."""
        self._shots = shots
        names = dict.fromkeys(shot.picture for shot in shots)
        self._pictures = {name: self._pictures[name] for name in names if name in self._pictures}
        self.updateGeometry()
        self.update()
        for name in names:
            if name not in self._pictures:
                self.wanted.emit(name)

    def show_picture(self, name: str, image: QImage) -> None:
        """Of a page that is not shown here: left."""
        if any(shot.picture == name for shot in self._shots) and not image.isNull():
            self._pictures[name] = QPixmap.fromImage(image)
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        columns = _columns(width)
        rows = (len(self._shots) + columns - 1) // columns
        return rows * (_CELL.height() + self._foot + _GAP)

    def sizeHint(self) -> QSize:
        return QSize(_CELL.width() * 3, self.heightForWidth(self.width() or _CELL.width() * 3))

    def minimumSizeHint(self) -> QSize:
        return QSize(_CELL.width(), self.heightForWidth(self.width() or _CELL.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, shot in enumerate(self._shots):
            cell = self._cell(number)
            if cell.adjusted(0, 0, 0, self._foot).intersects(event.rect()):
                self._paint(painter, number, shot, cell)

    def _paint(self, painter: QPainter, number: int, shot: Shot, cell: QRect) -> None:
        painter.setPen(QColor(COLOURS["line"]))
        painter.fillRect(cell, QColor("white"))
        painter.drawRect(cell)
        picture = self._pictures.get(shot.picture)
        if picture is not None:
            shown = _as_handed_in(picture, shot)
            size = shown.size().scaled(cell.size() - QSize(8, 8), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(cell.center().x() - size.width() // 2, cell.center().y() - size.height() // 2,
                          size.width(), size.height())  # fmt: skip
            painter.drawPixmap(place, shown)
        painter.setPen(QColor(COLOURS["ink_soft"]))
        foot = QRect(cell.left(), cell.bottom() + 1, cell.width(), self._foot)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, str(number + 1))

    def _cell(self, number: int) -> QRect:
        columns = _columns(self.width())
        left = number % columns * (_CELL.width() + _GAP)
        return QRect(left, number // columns * (_CELL.height() + self._foot + _GAP), _CELL.width(), _CELL.height())


def _columns(width: int) -> int:
    return max(1, (width + _GAP) // (_CELL.width() + _GAP))


def _as_handed_in(picture: QPixmap, shot: Shot) -> QPixmap:
    upright = picture.transformed(QTransform().rotate(90 * shot.turn)) if shot.turn else picture
    left, top, right, bottom = shot.box
    wide, high = upright.width(), upright.height()
    return upright.copy(round(left * wide), round(top * high), max(1, round((right - left) * wide)),
                        max(1, round((bottom - top) * high)))  # fmt: skip
