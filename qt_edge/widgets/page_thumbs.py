"""Small pictures of scanned pages, each with its number and, where allowed, a key to take it out."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QBuffer, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from qt_edge.theme import COLOURS
from qt_edge.widgets.card import Card
from qt_edge.widgets.icon import icon_pixmap
from qt_edge.widgets.labels import Label
from qt_edge.widgets.role import discard, set_role

COLUMNS = 4
AT_ONCE = 4
"""Pages that are there when the widget is; the others come a row a turn of the event loop, so that a touch never waits
for a pile."""
THUMB_WIDTH = 200
ICON = 34


class PageThumbs(QWidget):
    """``delete_asked(str)``: the key of the page. Delete keys are named ``<name>.<number from 1>``."""

    delete_asked = Signal(str)

    def __init__(
        self, pages: Sequence[tuple[str, str, bytes]], *, name: str, delete_words: str = "", columns: int = COLUMNS
    ) -> None:
        """``pages``: key, words below, picture (JPEG). Without ``delete_words`` nothing can be deleted."""
        super().__init__()
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(20)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self._columns, self._name, self._delete_words = columns, name, delete_words
        self._cards: dict[tuple[str, str], Card] = {}
        self._laid = 0
        self._waiting: list[tuple[str, str, bytes]] = []
        self._turns = QTimer(self)
        self._turns.timeout.connect(self._lay_row)
        self.show_pages(pages)

    def show_pages(self, pages: Sequence[tuple[str, str, bytes]]) -> None:
        """Those that were there with the same words stay as they are, wherever they stand now."""
        self._grid.setRowStretch(self._grid.rowCount() - 1, 0)
        shown = {(key, words) for key, words, _ in pages}
        for page in self._cards.keys() - shown:
            discard(self._cards.pop(page))
        self._laid, self._waiting = 0, list(pages)
        self._lay(AT_ONCE)
        self._grid.setRowStretch(len(pages) // self._columns + 1, 1)
        if self._waiting:
            self._turns.start(0)

    @Slot()
    def _lay_row(self) -> None:
        self._lay(self._columns)
        if not self._waiting:
            self._turns.stop()

    def _lay(self, count: int) -> None:
        now, self._waiting = self._waiting[:count], self._waiting[count:]
        for key, words, picture in now:
            row, column = divmod(self._laid, self._columns)
            self._laid += 1
            card = self._cards.get((key, words))
            if card is None:
                card = self._new_card(key, words, picture)
            else:
                self._grid.removeWidget(card)
            self._grid.addWidget(card, row, column, Qt.AlignmentFlag.AlignTop)
            # A layout shows a new child a turn of the event loop later: its place would be empty for a moment.
            if self.isVisible():
                card.show()

    def _new_card(self, key: str, words: str, picture: bytes) -> Card:
        self._cards[key, words] = card = self._page(words, picture)
        if self._delete_words:
            card.add(self._delete(key, self._delete_words, f"{self._name}.{self._laid}"))
        return card

    def _page(self, words: str, picture: bytes) -> Card:
        card = Card(margin=12)
        shown = Label().centred()
        image = small_picture(picture)
        if not image.isNull():
            shown.setPixmap(QPixmap.fromImage(image))
        else:
            shown.setPixmap(icon_pixmap("paper", THUMB_WIDTH // 2, COLOURS["ink_faint"]))
        return card.add(shown, Label(words, role="caption").centred())

    def _delete(self, key: str, words: str, name: str) -> QPushButton:
        button = QPushButton(QIcon(icon_pixmap("trash", ICON, COLOURS["failure_ink"])), words)
        button.setIconSize(QSize(ICON, ICON))
        button.setObjectName(name)
        set_role(button, "danger")
        button.clicked.connect(lambda: self.delete_asked.emit(key))
        return button


@lru_cache(maxsize=2 * AT_ONCE)
def small_picture(picture: bytes) -> QImage:
    """Decoded at the size it is shown: a JPEG scales while it is read. Null when it is no picture. The last ones are
    kept: with each page of a pile those before it are shown again."""
    body = QBuffer()
    body.setData(picture)
    body.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(body)
    reader.setScaledSize(reader.size().scaled(THUMB_WIDTH, THUMB_WIDTH * 3 // 2, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
