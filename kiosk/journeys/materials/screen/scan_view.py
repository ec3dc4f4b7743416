"""At the scanner: what to do or what happens, and the pages as they become safe."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.text import Say
from kiosk.journeys.materials.presenter import ScanProps
from kiosk.journeys.materials.screen.kept_pages import KeptPages
from qt_edge.widgets import Columns, Guidance, TouchScroll


class ScanView(QWidget):
    """``delete_asked(str)``: the sealed digest of a page. Words and pages change in place, also from none to the first:
    a pile brings several a second, and to build all again with each would keep touches waiting."""

    delete_asked = Signal(str)

    def __init__(self, say: Say, props: ScanProps) -> None:
        super().__init__()
        self._say = say
        self._props = props
        self._guidance = Guidance(
            props.icon,
            say(props.title),
            say(props.body),
            trouble=say(props.trouble) if props.trouble else "",
            tone=props.tone,
        )
        self._pages = KeptPages(say, props.thumbs, props.earlier, deletable=props.deletable)
        self._pages.delete_asked.connect(self.delete_asked)
        self._column = TouchScroll()
        self._column.add(self._pages)
        self._column.setVisible(bool(props.thumbs))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(Columns(self._guidance, self._column, tall_shares=(1, 1)))

    def fits(self, props: ScanProps) -> bool:
        """Whether it can show these: only words and pages are others."""
        same = replace(self._props, title=props.title, body=props.body, thumbs=props.thumbs, earlier=props.earlier)
        return same == props

    def present(self, props: ScanProps) -> None:
        """Props that fit."""
        self._guidance.say(self._say(props.title), self._say(props.body))
        if props.thumbs != self._props.thumbs:
            self._pages.present(props.thumbs, props.earlier)
            self._column.setVisible(bool(props.thumbs))
        self._props = props
