"""The scanning workbench: checklist, pages, one page large (or two, to compare)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from domain.text import Say, text
from qt_edge.widgets import Label, Notice, StatusPill
from qt_edge.widgets.page_viewer import PageViewer
from window_client.draft.pages import Page
from window_client.journeys.counter.presenter.paper import PaperProps
from window_client.journeys.counter.screen.checklist import Checklist
from window_client.journeys.counter.screen.page_grid import PageGrid


class PaperPanel(QWidget):
    """``view_wanted(Page)`` the page that is looked at, as it will be handed in; ``cropped(str, tuple)`` page id and
    box; see :class:`PageGrid` and :class:`Checklist` for the rest."""

    view_wanted = Signal(object)
    cropped = Signal(str, object)

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self.checklist = Checklist(say)
        self.grid = PageGrid(say)
        self.viewer = PageViewer("counter.viewer")
        self._second = PageViewer("counter.second_viewer")
        self._second.hide()
        self._shown: dict[PageViewer, Page | None] = {self.viewer: None, self._second: None}
        self._scanning = StatusPill(kind="warning", name="counter.scanning")
        self._target = Label(role="soft", name="counter.target")
        self._trouble = Notice(name="counter.trouble")
        self._lay_out()
        self.grid.current_changed.connect(self._look)
        self.viewer.cropped.connect(self._on_cropped)

    def present(self, props: PaperProps) -> None:
        self.checklist.present(props.lines)
        self.grid.present(props.pages)
        self._target.setText(self._say(props.target))
        self._scanning.setText(self._say(props.scanning) if props.scanning else "")
        self._scanning.setVisible(props.scanning is not None)
        self._trouble.say(self._say(props.trouble) if props.trouble else "", "error")
        if self.grid.current() is None:
            self.viewer.say(self._say(text("counter.no_page")))

    def show_view(self, page: Page, image: QImage | None) -> None:
        """The picture of a page that was wanted; a late one of a page nobody looks at any more is left."""
        for viewer, wanted in self._shown.items():
            if wanted == page:
                if image is None:
                    viewer.say(self._say(text("counter.page_broken")))
                else:
                    viewer.show_page(image)

    def compare(self) -> None:
        """Beside the page before; the same key again ends it."""
        self._second.setVisible(not self._second.isVisible())
        self._look()

    def take_keys(self) -> None:
        self.grid.setFocus()
        if self.grid.current() is None and self.grid.model().rowCount():
            self.grid.setCurrentIndex(self.grid.model().index(0, 0))

    def forget(self) -> None:
        self.grid.forget()
        self._second.hide()
        self._shown = dict.fromkeys(self._shown)
        for viewer in self._shown:
            viewer.say("")

    def _look(self) -> None:
        rows = {self.viewer: self.grid.current(), self._second: self.grid.row_before()}
        for viewer, row in rows.items():
            page = row.page if row and viewer.isVisibleTo(self) else None
            if page is not None and page != self._shown[viewer]:
                self._shown[viewer] = page
                self.view_wanted.emit(page)

    def _on_cropped(self, left: float, top: float, right: float, bottom: float) -> None:
        """Of what is shown, which may be a part of the picture already."""
        page = self._shown[self.viewer]
        if page is not None:
            x, y, x2, y2 = page.box
            width, height = x2 - x, y2 - y
            box = (x + left * width, y + top * height, x + right * width, y + bottom * height)
            self.cropped.emit(page.id, box)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self._target)
        bar.addWidget(self._scanning)
        bar.addStretch(1)
        viewers = QSplitter(Qt.Orientation.Horizontal)
        viewers.addWidget(self._second)
        viewers.addWidget(self.viewer)
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        for part, share in ((self.checklist, 4), (self.grid, 10), (viewers, 9)):
            self._sides.addWidget(part)
            self._sides.setStretchFactor(self._sides.count() - 1, share)
        self._sides.setSizes([300, 800, 700])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        column.addWidget(self._trouble)
        column.addWidget(self._sides, 1)
