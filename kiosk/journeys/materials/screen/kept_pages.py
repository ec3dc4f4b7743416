"""The pages of a material that are safe: how many, and small pictures."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.text import Say, text
from kiosk.journeys.materials.presenter.pages import Thumb
from qt_edge.widgets import Heading, PageThumbs


class KeptPages(QWidget):
    """``delete_asked(str)``: the sealed digest."""

    delete_asked = Signal(str)

    def __init__(self, say: Say, thumbs: Sequence[Thumb], earlier: int = 0, *, deletable: bool) -> None:
        """``earlier``: pages before these, which are not shown."""
        super().__init__()
        self._say = say
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        self._heading = Heading("", "materials.kept")
        delete_words = say(text("materials.delete")) if deletable else ""
        self._thumbs = PageThumbs((), name="materials.delete", delete_words=delete_words)
        self._thumbs.delete_asked.connect(self.delete_asked)
        lines.addWidget(self._heading)
        lines.addWidget(self._thumbs)
        lines.addStretch(1)
        self.present(thumbs, earlier)

    def present(self, thumbs: Sequence[Thumb], earlier: int = 0) -> None:
        self._heading.setText(self._say(text("materials.kept", n=earlier + len(thumbs))))
        self._thumbs.show_pages([(thumb.sealed_digest, self._say(thumb.words), thumb.picture) for thumb in thumbs])
