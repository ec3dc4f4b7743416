"""Draws each page once, as it will be handed in: turned and cropped, with its number, line and what was done to it.

A finished cell is one picture to paint. Drawn anew at every paint, each cell would cross from Python into Qt a
dozen times, and every crossing may have to wait for a worker.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from domain.text import Say, text
from qt_edge.theme import COLOURS
from window_client.draft.pages import WHOLE, Page
from window_client.journeys.counter.presenter.paper import PageRow

CELL, _PICTURE = QSize(148, 214), QSize(132, 172)
_THUMBNAILS = 400
"""Pixmaps held; a hundred kilobytes each. Others are asked for again when they are scrolled to."""
_FINISHED = 120
"""More than a large display shows at once."""
_WORDS_AT = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
_Index = QModelIndex | QPersistentModelIndex

K = TypeVar("K", bound=Hashable)


class _Pictures(Generic[K]):
    """At most ``limit``; the one not looked at for the longest time goes first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: OrderedDict[K, QPixmap] = OrderedDict()

    def __contains__(self, key: K) -> bool:
        return key in self._kept

    def get(self, key: K) -> QPixmap | None:
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: K, picture: QPixmap) -> None:
        self._kept[key] = picture
        if len(self._kept) > self._limit:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        self._kept.clear()


class PageCells(QStyledItemDelegate):
    """``row_at`` what stands in a row; ``wanted`` is told a picture whose small form is not here."""

    def __init__(self, say: Say, row_at: Callable[[int], PageRow], wanted: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say
        self._row_at = row_at
        self._wanted = wanted
        self._thumbnails: _Pictures[str] = _Pictures(_THUMBNAILS)
        self._finished: _Pictures[tuple[PageRow, bool, int, float]] = _Pictures(_FINISHED)
        self._asked: set[str] = set()

    def put(self, name: str, picture: QPixmap) -> None:
        self._asked.discard(name)
        self._thumbnails.put(name, picture)

    def has(self, name: str) -> bool:
        return name in self._thumbnails

    def forget(self) -> None:
        self._thumbnails.clear()
        self._finished.clear()
        self._asked.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        cell = self._cell(self._row_at(index.row()), selected, painter.device().devicePixelRatioF())
        painter.drawPixmap(option.rect.topLeft(), cell)

    def _cell(self, row: PageRow, selected: bool, ratio: float) -> QPixmap:
        """``ratio``: pixels of the display for one of ours."""
        thumbnail = self._thumbnail(row.page.image)
        key = (row, selected, thumbnail.cacheKey() if thumbnail else 0, ratio)
        cell = self._finished.get(key)
        if cell is None:
            cell = self._drawn(row, thumbnail, selected, ratio)
            self._finished.put(key, cell)
        return cell

    def _thumbnail(self, name: str) -> QPixmap | None:
        found = self._thumbnails.get(name)
        if found is None and name not in self._asked:
            self._asked.add(name)
            self._wanted(name)
        return found

    def _drawn(self, row: PageRow, thumbnail: QPixmap | None, selected: bool, ratio: float) -> QPixmap:
        cell = QPixmap(CELL * ratio)
        cell.setDevicePixelRatio(ratio)
        cell.fill(QColor(COLOURS["ground"]))
        painter = QPainter(cell)
        if selected:
            _draw_selection(painter)
        painter.setOpacity(0.45 if row.page.aside else 1.0)
        _draw_picture(painter, row.page, thumbnail, QRect(8, 6, _PICTURE.width(), _PICTURE.height()))
        painter.setOpacity(1.0)
        self._draw_words(painter, row, QRect(8, CELL.height() - 35, _PICTURE.width(), 32))
        painter.end()
        return cell

    def _draw_words(self, painter: QPainter, row: PageRow, box: QRect) -> None:
        font = QFont(painter.font())
        font.setPixelSize(13)
        painter.setFont(font)
        badge = QRect(box.left(), box.top() + 4, 26, 24)
        filed = bool(row.line_key) and not row.page.aside
        painter.fillRect(badge, QColor(COLOURS["blue" if filed else "ink_faint"]))
        painter.setPen(QColor(COLOURS["paper"]))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, row.line_key or "–")
        painter.setPen(QColor(COLOURS["ink"]))
        painter.drawText(box.adjusted(32, 0, 0, 0), _WORDS_AT, f"{row.number}  {self._marks(row.page)}")

    def _marks(self, page: Page) -> str:
        if page.aside:
            return self._say(text(f"counter.reason_{page.aside}"))
        if page.checked:
            return self._say(text("counter.checked"))
        if page.tone in ("grey", "bilevel"):
            return self._say(text(f"counter.tone_{page.tone}"))
        if page.box != WHOLE:
            return self._say(text("counter.cropped"))
        return self._say(text("counter.straight")) if page.straight else ""


def _draw_selection(painter: QPainter) -> None:
    cell = QRect(0, 0, CELL.width(), CELL.height())
    painter.fillRect(cell.adjusted(2, 1, -2, -1), QColor(COLOURS["blue_pale"]))
    painter.setPen(QPen(QColor(COLOURS["blue"]), 2))
    painter.drawRect(cell.adjusted(2, 1, -3, -2))


def _draw_picture(painter: QPainter, page: Page, thumbnail: QPixmap | None, box: QRect) -> None:
    if thumbnail is None:
        painter.fillRect(box, QColor(COLOURS["line"]))
        return
    picture = _as_handed_in(page, thumbnail)
    size = picture.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(0, 0, size.width(), size.height())
    place.moveCenter(box.center())
    painter.drawPixmap(place, picture)
    painter.setPen(QColor(COLOURS["line"]))
    painter.drawRect(place)


def _as_handed_in(page: Page, picture: QPixmap) -> QPixmap:
    if page.turn:
        picture = picture.transformed(QTransform().rotate(90 * page.turn))
    if page.box == WHOLE:
        return picture
    left, top, right, bottom = page.box
    width, height = picture.width(), picture.height()
    wide, high = max(1, int((right - left) * width)), max(1, int((bottom - top) * height))
    return picture.copy(int(left * width), int(top * height), wide, high)
