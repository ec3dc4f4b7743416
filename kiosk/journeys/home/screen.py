"""Search on top, then the big tile, the most used items and the other services."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from domain.text import Say, text
from kiosk.journeys.home.flow import AudienceChosen, ItemChosen, SearchChosen, TileChosen
from kiosk.journeys.home.presenter import Closed, ItemProps, Open, Props, TileProps
from qt_edge.widgets import (
    CellGrid,
    ChoiceButton,
    Columns,
    Guidance,
    Heading,
    LeadTile,
    LinkButton,
    Notice,
    ScreenFrame,
    SearchEntry,
    ServiceTile,
)


class HomeScreen(ScreenFrame):
    """``intent(event of the flow)``. Tiles are ``home.<id>``, items ``home.item.<code>``."""

    intent = Signal(object)

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__("home", parent)
        self._say = say

    def show_props(self, state: str, props: Props) -> None:
        self.show_state(state)
        match props:
            case Closed(reason):
                self.show_title("")
                self.show_content(Guidance("warning", self._say(text("home.closed")), self._say(reason)))
            case Open():
                self.show_title(self._say(text("home.title")))
                self.show_content(self._open(props))

    def _open(self, props: Open) -> QWidget:
        lead = [self._lead(tile) for tile in props.tiles[:1]]
        services = [self._service(tile) for tile in props.tiles[1:]]
        notice = [Notice(self._say(props.notice), kind="warning", name="home.notice")] if props.notice else []
        start = [*notice, self._search(props), *lead]
        if not props.popular:
            return Columns(_below(*start), CellGrid(services, columns=(2, 2)), tall_shares=(1, 1))
        popular = CellGrid([self._item(item) for item in props.popular], columns=(2, 2))
        return Columns(
            _below(*start, Heading(self._say(text("home.popular"))), popular),
            _below(Heading(self._say(text("home.services"))), CellGrid(services, columns=(3, 3))),
            shares=(1, 1),
            tall_shares=(3, 2),
        )

    def _search(self, props: Open) -> QWidget:
        part = QWidget()
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(14)
        if props.audiences:
            row = QHBoxLayout()
            row.setSpacing(14)
            for audience, words, chosen in props.audiences:
                tab = ChoiceButton(self._say(words), f"home.audience.{audience}")
                tab.setChecked(chosen)
                tab.clicked.connect(lambda _=False, one=audience: self.intent.emit(AudienceChosen(one)))
                row.addWidget(tab, 1)
            lines.addLayout(row)
        entry = SearchEntry(self._say(text("home.search")), "home.search")
        entry.clicked.connect(lambda: self.intent.emit(SearchChosen()))
        lines.addWidget(entry)
        return part

    def _lead(self, tile: TileProps) -> QPushButton:
        return self._wired(LeadTile(self._say(tile.title), self._say(tile.hint), tile.icon, f"home.{tile.id}"), tile)

    def _service(self, tile: TileProps) -> QPushButton:
        button = ServiceTile(
            self._say(tile.title), self._say(tile.hint), tile.icon, f"home.{tile.id}", shut=not tile.open
        )
        return self._wired(button, tile)

    def _wired(self, button: QPushButton, tile: TileProps) -> QPushButton:
        button.setEnabled(tile.open)
        button.clicked.connect(lambda: self.intent.emit(TileChosen(tile.id)))
        return button

    def _item(self, item: ItemProps) -> QPushButton:
        button = LinkButton(item.name, f"home.item.{item.code}")
        button.clicked.connect(lambda: self.intent.emit(ItemChosen(item.code)))
        return button


def _below(*parts: QWidget) -> QWidget:
    """One below the other; grids take what height is left."""
    column = QWidget()
    lines = QVBoxLayout(column)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(18)
    for part in parts:
        lines.addWidget(part, 2 if isinstance(part, CellGrid) else 1 if isinstance(part, LeadTile) else 0)
    return column
