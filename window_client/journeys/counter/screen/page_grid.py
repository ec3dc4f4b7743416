"""The pages of the pile as a grid: fluid with hundreds, because only what is seen has a picture."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QDrag, QDragMoveEvent, QDropEvent, QFont, QImage, QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from domain.text import Say, text
from qt_edge.theme import COLOURS
from window_client.draft.pages import WHOLE
from window_client.journeys.counter.presenter.paper import PageRow

PAGES_MIME = "application/x-onewindow-pages"
_CELL, _PICTURE = QSize(148, 214), QSize(132, 172)
_PICTURES = 400
"""Pixmaps held; a hundred kilobytes each. Others are asked for again when they are scrolled to."""
_ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class PileModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[PageRow, ...] = ()

    @property
    def rows(self) -> tuple[PageRow, ...]:
        return self._rows

    def take(self, rows: tuple[PageRow, ...]) -> None:
        """Pages that come at the end are put there, so that the view does not begin anew at each of them."""
        old = self._rows
        same = [a.page.id for a in old] == [b.page.id for b in rows[: len(old)]]
        if not same:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        if len(rows) > len(old):
            self.beginInsertRows(QModelIndex(), len(old), len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
        self._rows = rows
        changed = [at for at, row in enumerate(old) if row != rows[at]]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # the base class's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._rows[index.row()] if role == _ROW and index.isValid() else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled


class PageGrid(QListView):
    """``picture_wanted(str)`` name of a picture whose small form is not here; ``dropped(str)`` the selected pages
    before this page's id, empty: to the end; ``current_changed()``."""

    picture_wanted = Signal(str)
    dropped = Signal(str)
    current_changed = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.setObjectName("counter.pages")
        self._model = PileModel()
        self._model.setParent(self)
        self._cells = _PageCell(say, self.picture_wanted.emit)
        self._cells.setParent(self)
        self.setModel(self._model)
        self.setItemDelegate(self._cells)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(_CELL)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setStyleSheet(f"QListView {{ background: {COLOURS['ground']}; }}")
        self.selectionModel().currentChanged.connect(lambda *_: self.current_changed.emit())

    def present(self, rows: tuple[PageRow, ...]) -> None:
        """The selection stays with its pages, wherever they went."""
        chosen, current = self.selected(), self.current()
        bottom = self.verticalScrollBar().value() == self.verticalScrollBar().maximum()
        grown = len(rows) > len(self._model.rows)
        before = self._model.rows
        self._model.take(rows)
        if [row.page.id for row in before] != [row.page.id for row in rows[: len(before)]]:
            self._select(chosen, current.page.id if current else "")
        elif current is not None and current not in rows:
            self.current_changed.emit()
        if grown and bottom:
            self.scrollToBottom()

    def show_thumbnail(self, name: str, image: QImage) -> None:
        self._cells.put(name, QPixmap.fromImage(image))
        self.viewport().update()

    def selected(self) -> tuple[str, ...]:
        """Page ids in the order of the pile."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self._model.rows[row].page.id for row in rows if row < len(self._model.rows))

    def current(self) -> PageRow | None:
        row = self.currentIndex().row()
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    def row_before(self) -> PageRow | None:
        row = self.currentIndex().row() - 1
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    def has_picture(self, name: str) -> bool:
        return self._cells.has(name)

    def forget(self) -> None:
        self._model.take(())
        self._cells.forget()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        pages = self.selected()
        if pages:
            data = QMimeData()
            data.setData(PAGES_MIME, QByteArray(b"1"))
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(PAGES_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(PAGES_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(PAGES_MIME):
            row = self.indexAt(event.position().toPoint()).row()
            self.dropped.emit(self._model.rows[row].page.id if row >= 0 else "")
            event.acceptProposedAction()

    def _select(self, ids: tuple[str, ...], current: str) -> None:
        flags = self.selectionModel().SelectionFlag
        for row, shown in enumerate(self._model.rows):
            if shown.page.id in ids:
                self.selectionModel().select(self._model.index(row), flags.Select)
            if shown.page.id == current:
                self.selectionModel().setCurrentIndex(self._model.index(row), flags.NoUpdate)
                self.scrollTo(self._model.index(row))


class _PageCell(QStyledItemDelegate):
    """Draws one page as it will be handed in: turned and cropped, with its number, line and what was done to it."""

    def __init__(self, say: Say, wanted: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say
        self._wanted = wanted
        self._pictures: OrderedDict[str, QPixmap] = OrderedDict()
        self._asked: set[str] = set()

    def put(self, name: str, picture: QPixmap) -> None:
        self._asked.discard(name)
        self._pictures[name] = picture
        while len(self._pictures) > _PICTURES:
            self._pictures.popitem(last=False)

    def has(self, name: str) -> bool:
        return name in self._pictures

    def forget(self) -> None:
        self._pictures.clear()
        self._asked.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return _CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: PageRow = index.data(_ROW)
        cell: QRect = option.rect
        picture_box = QRect(cell.left() + 8, cell.top() + 6, _PICTURE.width(), _PICTURE.height())
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell.adjusted(2, 1, -2, -1), QColor(COLOURS["blue_pale"]))
            painter.setPen(QPen(QColor(COLOURS["blue"]), 2))
            painter.drawRect(cell.adjusted(2, 1, -3, -2))
        if row.page.aside:
            painter.setOpacity(0.45)
        self._draw_picture(painter, row, picture_box)
        painter.setOpacity(1.0)
        self._draw_words(painter, row, QRect(cell.left() + 8, cell.bottom() - 34, _PICTURE.width(), 32))
        painter.restore()

    def _draw_picture(self, painter: QPainter, row: PageRow, box: QRect) -> None:
        page = row.page
        picture = self._picture(page.image)
        if picture is None:
            painter.fillRect(box, QColor(COLOURS["line"]))
            return
        if page.turn:
            picture = picture.transformed(QTransform().rotate(90 * page.turn))
        if page.box != WHOLE:
            left, top, right, bottom = page.box
            width, height = picture.width(), picture.height()
            picture = picture.copy(
                int(left * width), int(top * height), max(1, int((right - left) * width)),
                max(1, int((bottom - top) * height)),
            )  # fmt: skip
        size = picture.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(box.center())
        painter.drawPixmap(place, picture)
        painter.setPen(QColor(COLOURS["line"]))
        painter.drawRect(place)

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
        words = f"{row.number}  {self._marks(row)}"
        painter.drawText(box.adjusted(32, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, words)

    def _marks(self, row: PageRow) -> str:
        page = row.page
        if page.aside:
            return self._say(text(f"counter.reason_{page.aside}"))
        if page.checked:
            return self._say(text("counter.checked"))
        if page.tone in ("grey", "bilevel"):
            return self._say(text(f"counter.tone_{page.tone}"))
        if page.box != WHOLE:
            return self._say(text("counter.cropped"))
        return self._say(text("counter.straight")) if page.straight else ""

    def _picture(self, name: str) -> QPixmap | None:
        found = self._pictures.get(name)
        if found is not None:
            self._pictures.move_to_end(name)
        elif name not in self._asked:
            self._asked.add(name)
            self._wanted(name)
        return found
