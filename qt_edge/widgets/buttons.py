"""Buttons. One primary button a screen; tiles and rows for choosing among things."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from qt_edge.theme import COLOURS
from qt_edge.widgets.icon import icon_pixmap
from qt_edge.widgets.labels import Label
from qt_edge.widgets.role import set_role

_ROOMY = 3.6
"""Lines of body type that a row among few is high on a tall screen."""


class _RoleButton(QPushButton):
    def __init__(self, words: str, name: str, role: str, parent: QWidget | None) -> None:
        super().__init__(words, parent)
        self.setObjectName(name)
        set_role(self, role)


class PrimaryButton(_RoleButton):
    """The way on. ``name`` is the object name ``<journey>.<action>``."""

    def __init__(self, words: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, name, "primary", parent)
        self.setAutoDefault(True)


class SecondaryButton(_RoleButton):
    def __init__(self, words: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, name, "secondary", parent)
        self.setAutoDefault(False)


class QuietButton(_RoleButton):
    """Words that can be touched, without a frame."""

    def __init__(self, words: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, name, "quiet", parent)
        self.setAutoDefault(False)


class ChoiceButton(_RoleButton):
    """One of several; checked when chosen."""

    def __init__(self, words: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, name, "choice", parent)
        self.setAutoDefault(False)
        self.setCheckable(True)


class FaceButton(_RoleButton):
    """A button whose face is laid out; the parts let every touch through."""

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return super().minimumSizeHint() if layout is None else layout.totalMinimumSize()

    def hasHeightForWidth(self) -> bool:
        layout = self.layout()
        return layout is not None and layout.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return -1 if layout is None else layout.totalHeightForWidth(width)

    def part(self, words: str, role: str) -> Label:
        label = Label(words, role=role)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label


class TileButton(FaceButton):
    """A big field with an icon, a title and a line below; ``primary`` fills it."""

    def __init__(
        self, title: str, below: str = "", *, icon: str = "", name: str = "", primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__("", name, "tile_primary" if primary else "tile", parent)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(32, 32, 32, 32)
        lines.setSpacing(12)
        lines.addStretch()
        if icon:
            lines.addWidget(self._icon(icon, "paper" if primary else "blue"))
        lines.addWidget(self.part(title, "tile_title").wrapped().centred())
        if below:
            lines.addWidget(self.part(below, "on_blue" if primary else "soft").wrapped().centred())
        lines.addStretch()

    def _icon(self, icon: str, colour: str) -> Label:
        size = max(48, self.fontMetrics().height() * 3)
        label = self.part("", "").centred()
        label.setPixmap(icon_pixmap(icon, size, COLOURS[colour]))
        return label


class RowButton(FaceButton):
    """One row of a list: title, a line below, a mark at the right; ``roomy``: one of few, higher on a tall screen."""

    def __init__(
        self, title: str, below: str = "", mark: str = "", *, name: str = "", roomy: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__("", name, "row", parent)
        self._roomy = roomy
        self.setAccessibleName(title)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 18, 28, 18)
        row.setSpacing(20)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self.part(title, "strong").wrapped())
        if below:
            words.addWidget(self.part(below, "caption").wrapped())
        row.addLayout(words, 1)
        if mark:
            pill = self.part(mark, "pill")
            row.addWidget(pill, 0, Qt.AlignmentFlag.AlignVCenter)
        arrow = self.part("", "")
        arrow.setPixmap(icon_pixmap("forward", max(24, self.fontMetrics().height()), COLOURS["ink_faint"]))
        row.addWidget(arrow, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        window = self.window().size()
        tall = self._roomy and window.height() > window.width()
        self.setMinimumHeight(round(self.fontMetrics().height() * _ROOMY) if tall else 0)
