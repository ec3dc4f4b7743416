"""The pages of the pile as a grid: fluid with hundreds, because only what is seen has a picture, and only what changed
is drawn anew."""

from itertools import pairwise

from PySide6.QtCore import QByteArray, QItemSelection, QMimeData, Qt, Signal
from PySide6.QtGui import QDrag, QDragMoveEvent, QDropEvent, QImage, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView

from domain.text import Say
from qt_edge.theme import COLOURS
from window_client.journeys.counter.presenter.paper import PageRow
from window_client.journeys.counter.screen.page_cells import CELL, PageCells
from window_client.journeys.counter.screen.pile_model import PileModel

PAGES_MIME = "application/x-onewindow-pages"


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
        self._cells = PageCells(say, lambda row: self._model.rows[row], self.picture_wanted.emit)
        self._cells.setParent(self)
        self.setModel(self._model)
        self.setItemDelegate(self._cells)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(CELL)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setStyleSheet(f"QListView {{ background: {COLOURS['ground']}; }}")
        self.selectionModel().currentChanged.connect(lambda *_: self.current_changed.emit())

    def present(self, rows: tuple[PageRow, ...]) -> None:
        """The selection stays with its pages, wherever they went."""
        chosen, current, looked_at = self.selected(), self.current(), (self.current(), self.row_before())
        bottom = self.verticalScrollBar().value() == self.verticalScrollBar().maximum()
        grown = len(rows) > len(self._model.rows)
        if self._model.take(rows):
            self._select(chosen, current.page.id if current else "")
        if (self.current(), self.row_before()) != looked_at:
            self.current_changed.emit()
        if grown and bottom:
            self.scrollToBottom()

    def show_thumbnail(self, name: str, image: QImage) -> None:
        self._cells.put(name, QPixmap.fromImage(image))
        for index in self._model.rows_showing(name):
            self.update(index)

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
        wanted = frozenset(ids)
        places = {row.page.id: at for at, row in enumerate(self._model.rows)}
        chosen = QItemSelection()
        for first, last in _runs(sorted(places[name] for name in wanted if name in places)):
            chosen.select(self._model.index(first), self._model.index(last))
        flags = self.selectionModel().SelectionFlag
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        if current in places:
            self.selectionModel().setCurrentIndex(self._model.index(places[current]), flags.NoUpdate)
            self.scrollTo(self._model.index(places[current]))


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """First and last of the rows that follow each other."""
    starts = [row for before, row in pairwise([-2, *rows]) if row != before + 1]
    ends = [row for row, after in pairwise([*rows, -2]) if after != row + 1]
    return list(zip(starts, ends, strict=True))
