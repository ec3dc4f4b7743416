"""What a home screen is made of: the way to the search, the big tile, services, and links to items."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from qt_edge.theme import COLOURS
from qt_edge.widgets.buttons import FaceButton
from qt_edge.widgets.icon import icon_pixmap


class _IconButton(FaceButton):
    """``lines``: how many lines of body type the icon is high."""

    def icon_part(self, icon: str, colour: str, lines: float) -> QWidget:
        size = max(32, round(self.fontMetrics().height() * lines))
        part = self.part("", "").centred()
        part.setPixmap(icon_pixmap(icon, size, COLOURS[colour]))
        part.setFixedSize(size, size)
        return part


class SearchEntry(_IconButton):
    """Looks like a line to write in, and opens the search."""

    def __init__(self, words: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", name, "search_entry", parent)
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 18, 28, 18)
        row.setSpacing(20)
        row.addWidget(self.icon_part("search", "blue", 1.3))
        row.addWidget(self.part(words, "large_soft").wrapped(), 1)


class LeadTile(_IconButton):
    """The one that most people come for: filled, its icon beside the words."""

    def __init__(self, title: str, below: str, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", name, "tile_primary", parent)
        self.setAccessibleName(title)
        self.setAccessibleDescription(below)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout(self)
        row.setContentsMargins(40, 24, 40, 24)
        row.setSpacing(32)
        row.addWidget(self.icon_part(icon, "paper", 2.8))
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addStretch()
        words.addWidget(self.part(title, "tile_title").wrapped())
        words.addWidget(self.part(below, "on_blue").wrapped())
        words.addStretch()
        row.addLayout(words, 1)


class ServiceTile(_IconButton):
    """One service; ``shut``: cannot be used now, and ``below`` says why."""

    def __init__(
        self, title: str, below: str, icon: str, name: str, *, shut: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("", name, "tile_shut" if shut else "tile", parent)
        self.setAccessibleName(title)
        self.setAccessibleDescription(below)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 16, 12, 16)
        lines.setSpacing(8)
        lines.addStretch()
        size = round(self.fontMetrics().height() * 1.9)
        lines.addWidget(_ShyIcon(icon_pixmap(icon, size, COLOURS["ink_faint" if shut else "blue"])))
        lines.addWidget(self.part(title, "service").wrapped().centred())
        lines.addWidget(self.part(below, "shut_reason" if shut else "caption").wrapped().centred())
        lines.addStretch()


class _ShyIcon(QWidget):
    """Takes the height the words leave, and is not there where that is little."""

    _LEAST = 36

    def __init__(self, picture: QPixmap) -> None:
        super().__init__()
        self._picture = picture
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(picture.height())

    def sizeHint(self) -> QSize:
        return self._picture.size()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = min(self.height(), self.width())
        if side < self._LEAST:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, side, side, self._picture)
        painter.end()


class LinkButton(_IconButton):
    """A line of words that leads on."""

    def __init__(self, words: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", name, "row", parent)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(12)
        label = self.part(words, "").wrapped()
        # Rows that share a height ask for the least of each, and that of wrapped words is one line.
        label.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        row.addWidget(label, 1)
        row.addWidget(self.icon_part("forward", "ink_faint", 0.8))
