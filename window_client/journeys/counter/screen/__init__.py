"""The counter: one person, several items, one pile of paper; four steps, each a key away."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from domain.text import Say, text
from qt_edge.widgets import Label, Notice, PrimaryButton, SecondaryButton
from qt_edge.widgets.role import set_role
from qt_edge.widgets.shortcuts import on_key
from window_client.draft.application import STAGES
from window_client.draft.pages import Page
from window_client.journeys.counter.presenter import CounterProps
from window_client.journeys.counter.presenter.check import CheckProps
from window_client.journeys.counter.presenter.form import FormProps
from window_client.journeys.counter.presenter.paper import PaperProps
from window_client.journeys.counter.presenter.reception import ReceptionProps
from window_client.journeys.counter.screen.check_panel import CheckPanel
from window_client.journeys.counter.screen.form_panel import FormPanel
from window_client.journeys.counter.screen.menus import CounterMenus
from window_client.journeys.counter.screen.paper_panel import PaperPanel
from window_client.journeys.counter.screen.reception_panel import ReceptionPanel


class CounterScreen(QWidget):
    """``asked(str)``: the id of an action (``actions.py``), after the clerk confirmed where that is asked;
    ``line_asked(int)``: file the selected pages to this line of the list, from 1. The panels have signals of their own.
    """

    asked = Signal(str)
    line_asked = Signal(int)

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.setObjectName("screen.counter")
        self._say = say
        self.reception, self.form = ReceptionPanel(say), FormPanel(say)
        self.paper, self.check = PaperPanel(say), CheckPanel(say)
        self._menus = CounterMenus(say, self)
        self._tabs = [self._tab(stage, number) for number, stage in enumerate(STAGES, 1)]
        self._person = Label(role="strong", name="counter.person")
        self._items = Label(role="soft", name="counter.items")
        self._problem = Notice(name="counter.problem")
        self._repeats = Notice(name="counter.repeats")
        self._back = SecondaryButton(say(text("counter.back")), "counter.back")
        self._next = PrimaryButton(say(text("counter.next")), "counter.next")
        self._stack = QStackedWidget()
        self._stage = ""
        self._lay_out()
        self._menus.asked.connect(self._on_asked)
        self._menus.line_asked.connect(self.line_asked)
        self._back.clicked.connect(lambda: self._on_asked("back"))
        self._next.clicked.connect(lambda: self._on_asked("next"))
        self.form.finished.connect(lambda: self._on_asked("next"))
        on_key(self, "F10", self.check.print_asked.emit)

    def present(self, props: CounterProps, state: str) -> None:
        self.setProperty("state", state)
        self._person.setText(self._say(props.person))
        self._items.setText(self._say(props.items))
        self._problem.say(self._say(props.problem) if props.problem else "", "warning")
        self._repeats.say("\n".join(self._say(words) for words in props.repeats), "warning")
        for stage, tab in zip(STAGES, self._tabs, strict=True):
            mark = f" · {self._say(props.marks[stage])}" if stage in props.marks else ""
            tab.setText(self._tab_words(stage) + mark)
            tab.setChecked(stage == props.stage)
            tab.setEnabled(not props.locked)
        self._show_step(props)
        self.check.keys.setVisible(props.stage == "check")
        for button in (self._next, self._back):
            button.setVisible(not props.locked and (button is self._back or props.stage != "check"))
        if state != self._stage:
            self._stage = state
            self._take_keys(props)

    def show_thumbnail(self, name: str, image: QImage) -> None:
        self.paper.grid.show_thumbnail(name, image)

    def show_view(self, page: Page, image: QImage | None) -> None:
        self.paper.show_view(page, image)

    def forget(self) -> None:
        self._stage = ""
        self.reception.forget()
        self.form.forget()
        self.paper.forget()
        self.check.forget()

    def ask(self, question: str, yes: str, done: Callable[[], None]) -> None:
        """A yes or no that cannot be taken back."""
        box = QMessageBox(self)
        box.setObjectName("counter.question")
        box.setText(self._say(text(question)))
        yes_button = box.addButton(self._say(text(yes)), QMessageBox.ButtonRole.AcceptRole)
        no_button = box.addButton(self._say(text("counter.discard_no")), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no_button)
        box.setEscapeButton(no_button)
        yes_button.clicked.connect(done)
        box.open()

    def _on_asked(self, action: str) -> None:
        viewer = self.paper.viewer
        local: dict[str, Callable[[], None]] = {
            "crop": viewer.begin_crop, "zoom_in": viewer.zoom_in, "zoom_out": viewer.zoom_out,
            "fit": viewer.fit_width, "compare": self.paper.compare,
        }  # fmt: skip
        if action == "back" and viewer.is_cropping:
            viewer.end_crop()
        elif action in local:
            local[action]()
        elif action == "discard":
            self.ask("counter.discard_question", "counter.discard_yes", lambda: self.asked.emit("discard"))
        else:
            self.asked.emit(action)

    def _show_step(self, props: CounterProps) -> None:
        match props.step:
            case ReceptionProps():
                self.reception.present(props.step)
            case FormProps():
                self.form.present(props.step)
            case PaperProps():
                self.paper.present(props.step)
            case CheckProps():
                self.check.present(props.step)
        self._stack.setCurrentIndex(STAGES.index(props.stage))
        paper = props.step if isinstance(props.step, PaperProps) else None
        self._menus.show_step(paper=paper is not None, locked=props.locked, idle=_idle(paper) if paper else ())
        if paper:
            names = (row.name for row in paper.lines if row.key.isdecimal() and row.key != "0")
            self._menus.show_lines(tuple(name for name in names if isinstance(name, str)))

    def _take_keys(self, props: CounterProps) -> None:
        match props.step:
            case ReceptionProps():
                self.reception.take_keys(somebody=self._has_person(props))
            case FormProps():
                self.form.take_keys()
            case PaperProps():
                self.paper.take_keys()
            case CheckProps():
                self.check.take_keys()

    @staticmethod
    def _has_person(props: CounterProps) -> bool:
        return props.person.key != "counter.nobody_yet"

    def _tab(self, stage: str, number: int) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"counter.tab.{stage}")
        button.setCheckable(True)
        button.setToolTip(f"Alt+{number}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(button, "choice")
        button.clicked.connect(lambda: self._on_asked(stage))
        return button

    def _tab_words(self, stage: str) -> str:
        return f"{STAGES.index(stage) + 1} {self._say(text(f'counter.{stage}'))}"

    def _lay_out(self) -> None:
        for panel in (self.reception, self.form, self.paper, self.check):
            self._stack.addWidget(panel)
        head = QHBoxLayout()
        head.setSpacing(8)
        for tab in self._tabs:
            head.addWidget(tab)
        head.addStretch(1)
        head.addWidget(self._person)
        head.addWidget(self._items)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addWidget(self.check.keys, 1)
        # Without a share: the room is its only while the keys are hidden.
        foot.addStretch(0)
        foot.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 10)
        column.setSpacing(8)
        column.addWidget(self._menus)
        column.addLayout(head)
        column.addWidget(self._problem)
        column.addWidget(self._repeats)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)


def _idle(paper: PaperProps) -> frozenset[str]:
    """Actions of the workbench that have nothing to do now."""
    able = {
        "undo": paper.can_undo, "redo": paper.can_redo, "stop": paper.scanning is not None,
        **dict.fromkeys(("scan_pile", "insert", "rescan", "camera", "import"), paper.scanning is None),
    }  # fmt: skip
    return frozenset(action for action, can in able.items() if not can)
