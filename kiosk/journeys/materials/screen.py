"""The checklist, and the scanner's screen with the pages as they become safe."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from domain.text import Say, text
from kiosk.journeys.materials.flow import CancelAsked, ContinueAsked, DeleteAsked, FinishAsked, ScanChosen, StartAsked
from kiosk.journeys.materials.presenter import ListProps, Props, Row, ScanProps
from qt_edge.widgets import (
    Caption,
    Card,
    Columns,
    Guidance,
    Heading,
    Label,
    Notice,
    PageThumbs,
    PillKind,
    PrimaryButton,
    ScreenFrame,
    SecondaryButton,
    StatusPill,
    TouchScroll,
)

_PILLS: dict[str, PillKind] = {"done": "success", "automatic": "success", "missing": "warning", "optional": "quiet"}


class MaterialsScreen(ScreenFrame):
    """``intent(event of the flow)``."""

    intent = Signal(object)

    def __init__(self, say: Say, new_id: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__("materials", parent)
        self._say = say
        self._new_id = new_id

    def show_props(self, state: str, props: Props) -> None:
        self.show_state(state)
        if isinstance(props, ListProps):
            self._show_list(props)
        else:
            self._show_scan(props)

    def _show_list(self, props: ListProps) -> None:
        self.show_title(self._say(text("materials.title")))
        scroll = TouchScroll()
        if props.blanks is not None:
            scroll.add(Notice(self._say(props.blanks), kind="info", name="materials.blanks"))
        for row in props.rows:
            scroll.add(self._row(row))
        scroll.content.addStretch(1)
        self.show_content(scroll)
        go_on = PrimaryButton(self._say(text("materials.continue")), "materials.continue")
        go_on.setEnabled(props.missing is None)
        go_on.clicked.connect(lambda: self.intent.emit(ContinueAsked()))
        remark = Caption(self._say(props.missing or text("materials.complete")))
        self.show_actions([], [go_on], remark)

    def _row(self, row: Row) -> Card:
        card = Card(margin=24)
        line = QHBoxLayout()
        line.setSpacing(24)
        words = QVBoxLayout()
        words.addWidget(Label(row.name, role="strong").wrapped())
        words.addWidget(Caption(self._say(row.how)))
        line.addLayout(words, 1)
        line.addWidget(StatusPill(self._say(row.mark), kind=_PILLS[row.state]), 0, Qt.AlignmentFlag.AlignVCenter)
        if row.scan_words is not None:
            scan = SecondaryButton(self._say(row.scan_words), f"materials.scan.{row.id}")
            scan.clicked.connect(lambda: self.intent.emit(ScanChosen(row.id)))
            line.addWidget(scan)
        return card.add(line)

    def _show_scan(self, props: ScanProps) -> None:
        self.show_title(props.material)
        guidance = Guidance(
            props.icon,
            self._say(props.title),
            self._say(props.body),
            trouble=self._say(props.trouble) if props.trouble else "",
            tone=props.tone,
        )
        self.show_content(Columns(guidance, self._pages(props), tall_shares=(1, 1)) if props.thumbs else guidance)
        left, right = self._scan_actions(props)
        self.show_actions(left, right)

    def _pages(self, props: ScanProps) -> QWidget:
        scroll = TouchScroll()
        scroll.add(Heading(self._say(text("materials.kept", n=props.earlier + len(props.thumbs))), "materials.kept"))
        thumbs = PageThumbs(
            [(thumb.sealed_digest, self._say(thumb.words), thumb.picture) for thumb in props.thumbs],
            name="materials.delete",
            delete_words=self._say(text("materials.delete")) if props.deletable else "",
        )
        thumbs.delete_asked.connect(lambda digest: self.intent.emit(DeleteAsked(digest)))
        return scroll.add(thumbs)

    def _scan_actions(self, props: ScanProps) -> tuple[list[QPushButton], list[QPushButton]]:
        left: list[QPushButton] = []
        right: list[QPushButton] = []
        if props.cancel is not None:
            cancel = SecondaryButton(self._say(props.cancel), "materials.cancel")
            cancel.clicked.connect(lambda: self.intent.emit(CancelAsked()))
            left.append(cancel)
        for name, words, event in (
            ("start", props.start, lambda: StartAsked(self._new_id())),
            ("finish", props.finish, FinishAsked),
        ):
            if words is None:
                continue
            kind = PrimaryButton if name == props.primary else SecondaryButton
            button = kind(self._say(words), f"materials.{name}")
            button.clicked.connect(lambda _=False, make=event: self.intent.emit(make()))
            (right if name == props.primary else left).append(button)
        return left, right
