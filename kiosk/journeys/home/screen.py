"""Two big tiles; everything else is small."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.text import Say, text
from kiosk.journeys.home.flow import AssistChosen, BeginChosen, ProgressChosen
from kiosk.journeys.home.presenter import Props
from qt_edge.widgets import Caption, Columns, Guidance, ScreenFrame, SecondaryButton, TileButton


class HomeScreen(ScreenFrame):
    """``intent(event of the flow)``."""

    intent = Signal(object)

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__("home", parent)
        self._say = say

    def show_props(self, state: str, props: Props) -> None:
        self.show_state(state)
        if props.reason is not None:
            self.show_title("")
            self.show_content(Guidance("warning", self._say(text("home.closed")), self._say(props.reason)))
        else:
            self.show_title(self._say(text("home.title")))
            self.show_content(self._tiles())
        assist = SecondaryButton(self._say(props.assist_words), "home.assist")
        assist.setEnabled(props.open)
        assist.clicked.connect(lambda: self.intent.emit(AssistChosen()))
        self.show_actions([assist], [], Caption(self._say(text("home.hotline"))))

    def _tiles(self) -> QWidget:
        begin = TileButton(
            self._say(text("home.begin")),
            self._say(text("home.begin_hint")),
            icon="card",
            name="home.begin",
            primary=True,
        )
        begin.clicked.connect(lambda: self.intent.emit(BeginChosen()))
        progress = TileButton(
            self._say(text("home.progress")),
            self._say(text("home.progress_hint")),
            icon="progress",
            name="home.progress",
        )
        progress.clicked.connect(lambda: self.intent.emit(ProgressChosen()))
        return Columns(begin, progress, shares=(3, 2), tall_shares=(3, 2))
