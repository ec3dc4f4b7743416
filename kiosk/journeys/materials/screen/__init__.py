"""The checklist, and the scanner's screen with the pages as they become safe."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from domain.text import Say, Text, text
from kiosk.journeys.materials.flow import (
    CancelAsked,
    ContinueAsked,
    DeleteAsked,
    FinishAsked,
    KeepAnyway,
    Picked,
    RetakeAsked,
    ScanChosen,
    ShotAsked,
    StartAsked,
    WayChosen,
    WayName,
)
from kiosk.journeys.materials.presenter import ListProps, Props, Row, ScanProps
from kiosk.journeys.materials.presenter.pages import Thumb
from kiosk.journeys.materials.presenter.ways import CameraProps, PaperPage, PickProps, WaysProps, take_action
from kiosk.journeys.materials.screen.camera_view import CameraView
from kiosk.journeys.materials.screen.kept_pages import KeptPages
from kiosk.journeys.materials.screen.scan_view import ScanView
from kiosk.journeys.materials.screen.ways_view import ways_view
from kiosk.page.drawing import draw
from kiosk.page.parts import Action, Entry, Part, Step, Words
from qt_edge.widgets import (
    Caption,
    Card,
    Columns,
    FormField,
    Guidance,
    Label,
    Notice,
    PillKind,
    PrimaryButton,
    ScreenFrame,
    SecondaryButton,
    StatusPill,
    TouchScroll,
)
from qt_edge.widgets.thumb_choices import ThumbChoices

_PILLS: dict[str, PillKind] = {"done": "success", "automatic": "success", "missing": "warning", "optional": "quiet"}


class MaterialsScreen(ScreenFrame):
    """``intent(event of the flow)``."""

    intent = Signal(object)

    def __init__(self, say: Say, new_id: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__("materials", parent)
        self._say = say
        self._new_id = new_id
        self._camera: CameraView | None = None
        self._picking: tuple[tuple[bytes, ...], ThumbChoices] | None = None
        self._scan: ScanView | None = None

    def show_props(self, state: str, props: Props) -> None:
        self.show_state(state)
        self._camera = self._camera if isinstance(props, CameraProps) else None
        self._picking = self._picking if isinstance(props, PickProps) else None
        self._scan = self._scan if isinstance(props, ScanProps) else None
        match props:
            case ListProps():
                self._show_list(props)
            case ScanProps():
                self._show_scan(props)
            case WaysProps():
                self._show_ways(props)
            case CameraProps():
                self._show_camera(props)
            case PickProps():
                self._show_picking(props)
            case PaperPage():
                self._show_page(props)

    def show_frame(self, picture: QImage, *, good: bool) -> None:
        """What the document camera sees."""
        if self._camera is not None:
            self._camera.show_frame(picture, good=good)

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
        if self._scan is not None and self._scan.fits(props):
            self._scan.present(props)
            return
        self._scan = view = ScanView(self._say, props)
        view.delete_asked.connect(self._delete)
        self.show_title(props.material)
        self.show_content(view)
        self.show_actions(*self._scan_actions(props))

    def _kept(self, shown: tuple[Thumb, ...], *, deletable: bool) -> KeptPages:
        pages = KeptPages(self._say, shown, deletable=deletable)
        pages.delete_asked.connect(self._delete)
        return pages

    def _delete(self, digest: str) -> None:
        self.intent.emit(DeleteAsked(digest))

    def _show_ways(self, props: WaysProps) -> None:
        self.show_title(self._say(text("ways.title", material=props.material)))
        pages = self._kept(props.thumbs, deletable=True) if props.thumbs else None
        self.show_content(ways_view(props, self._say, self._choose_way, pages))
        back = SecondaryButton(self._say(text("materials.to_list")), "materials.cancel")
        back.clicked.connect(lambda: self.intent.emit(CancelAsked()))
        finish = PrimaryButton(self._say(text("materials.finish")), "materials.finish")
        finish.clicked.connect(lambda: self.intent.emit(FinishAsked()))
        self.show_actions([] if props.thumbs else [back], [finish] if props.thumbs else [])

    def _choose_way(self, way: WayName) -> None:
        self.intent.emit(WayChosen(way, self._new_id()))

    def _show_camera(self, props: CameraProps) -> None:
        if self._camera is None:
            self._camera = view = CameraView(self._say)
            view.shoot.connect(lambda: self.intent.emit(ShotAsked(self._new_id())))
            view.retake.connect(lambda: self.intent.emit(RetakeAsked()))
            view.keep_anyway.connect(lambda: self.intent.emit(KeepAnyway()))
            view.leave.connect(lambda: self.intent.emit(FinishAsked()))
            self.show_title(props.material)
            self.show_content(view)
        self._camera.present(props)
        self.show_actions(*self._camera.keys(props))

    def _show_picking(self, props: PickProps) -> None:
        if self._picking is None or self._picking[0] != props.pictures:
            words = [self._say(text("materials.page", n=n)) for n in range(1, len(props.pictures) + 1)]
            choices = ThumbChoices(props.pictures, words, "materials.pick")
            choices.picked.connect(lambda at: self.intent.emit(Picked(at)))
            self._picking = props.pictures, choices
            scroll = TouchScroll()
            if props.remark is not None:
                scroll.add(Notice(self._say(props.remark), kind="warning", name="trouble"))
            scroll.add(Notice(self._say(text("ways.pick"))), choices)
            scroll.content.addStretch(1)
            self.show_title(props.material)
            self.show_content(scroll)
        self._picking[1].set_chosen(props.chosen)
        other = Action("materials.ways", text("ways.other"), FinishAsked())
        self.show_actions([self._action(other)], [self._action(take_action(len(props.chosen)), PrimaryButton)])

    def _show_page(self, props: PaperPage) -> None:
        page = props.page
        self.show_title(self._words(page.title))
        if len(page.parts) == 1 and isinstance(page.parts[0], Step):
            self.show_content(self._part(page.parts[0]))
        else:
            beside = [self._part(part) for part in page.beside]
            if props.thumbs:
                beside.append(self._kept(props.thumbs, deletable=False))
            scroll = TouchScroll()
            parts = _stacked([self._part(part) for part in page.parts])
            scroll.add(Columns(parts, _stacked(beside), shares=(1, 1)) if beside else parts)
            scroll.content.addStretch(1)
            self.show_content(scroll)
        right = [self._action(action, PrimaryButton) for action in page.right]
        self.show_actions([self._action(action) for action in page.left], right)

    def _part(self, part: Part) -> QWidget:
        if isinstance(part, Step):
            return Guidance(part.icon, self._words(part.title), self._words(part.body), moving=part.moving)
        return draw(part, self._words, self.intent.emit, _no_lines)

    def _words(self, words: Words) -> str:
        return self._say(words) if isinstance(words, Text) else words

    def _action(self, action: Action, kind: Callable[[str, str], QPushButton] = SecondaryButton) -> QPushButton:
        button = kind(self._words(action.words), action.name)
        button.setEnabled(action.enabled)
        button.clicked.connect(lambda: self.intent.emit(action.event))
        return button

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


def _stacked(parts: list[QWidget]) -> QWidget:
    column = QWidget()
    lines = QVBoxLayout(column)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(20)
    for part in parts:
        lines.addWidget(part)
    lines.addStretch(1)
    return column


def _no_lines(entry: Entry) -> FormField:
    raise AssertionError(entry.name)
