"""Person on the left, search in the middle, what this visit is for on the right."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from domain.text import Say, Text, text
from qt_edge.widgets import Caption, Card, ChoiceButton, Heading, Label, QuietButton, SecondaryButton
from window_client.journeys.counter.presenter.reception import ItemRow, ReceptionProps

_ANSWERS = 9
_CODE = Qt.ItemDataRole.UserRole


class ReceptionPanel(QWidget):
    """``person_typed(str, str)`` name, number; ``organisation_typed(str, str)`` name, credit code;
    ``role_chosen(str)``; ``searched(str)``; ``hit_taken(str)`` code of an item or theme; ``item_dropped(str)``;
    ``answered(str, str)`` item, scenario; ``draft_taken(str)``; ``continue_asked(str)`` a continue code."""

    person_typed = Signal(str, str)
    organisation_typed = Signal(str, str)
    role_chosen = Signal(str)
    searched = Signal(str)
    hit_taken = Signal(str)
    item_dropped = Signal(str)
    answered = Signal(str, str)
    draft_taken = Signal(str)
    continue_asked = Signal(str)

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._applicant = Label(role="strong", name="counter.applicant").wrapped()
        self._agent = Label(name="counter.agent").wrapped()
        self._organisation = Label(name="counter.organisation").wrapped()
        self._for_agent = QCheckBox(say(text("counter.for_agent")))
        self._name = _line("counter.name", say(text("counter.name")))
        self._number = _line("counter.number", say(text("counter.number")))
        self._body = _line("counter.organisation_name", say(text("counter.organisation_name")))
        self._code = _line("counter.credit_code", say(text("counter.credit_code")))
        self._continue = _line("counter.continue", say(text("counter_continue.code")))
        self._find = SearchBox("counter.find", say(text("counter.find")))
        self._hits = QListWidget()
        self._drafts = QListWidget()
        self._drafts_title = Caption(say(text("counter.drafts")))
        self._items = QVBoxLayout()
        self._shown: tuple[ItemRow, ...] | None = None
        self._asked = ""
        """The item whose question the keys answer."""
        self._people: tuple[Text, Text | None] | None = None
        self._lay_out()
        self._connect()

    def present(self, props: ReceptionProps) -> None:
        people = (props.applicant, props.agent)
        if self._people is not None and people != self._people:
            self._person_taken(somebody=props.applicant.key != "counter.nobody_yet")
        self._people = people
        self._applicant.setText(self._say(props.applicant))
        self._show(self._agent, props.agent)
        self._show(self._organisation, props.organisation)
        self._for_agent.setChecked(props.role == "agent")
        if self._find.text() != props.words:
            self._find.setText(props.words)
        self._show_hits(props)
        if props.items != self._shown:
            self._shown = props.items
            self._continue.clear()
            self._show_items(props.items)
        self._drafts.clear()
        for row in props.drafts:
            item = QListWidgetItem(self._say(row.words), self._drafts)
            item.setData(_CODE, row.draft_id)
        for part in (self._drafts, self._drafts_title):
            part.setVisible(bool(props.drafts))

    def take_keys(self, *, somebody: bool) -> None:
        """The card fills the person in; what follows is typed into the search."""
        (self._find if somebody else self._name).setFocus()

    def take_code(self) -> None:
        self._continue.setFocus()
        self._continue.selectAll()

    def forget(self) -> None:
        self._people = None
        for line in (self._name, self._number, self._body, self._code, self._continue, self._find):
            line.clear()

    def _person_taken(self, *, somebody: bool) -> None:
        """The person is in the draft: the lines are free for the next."""
        for line in (self._name, self._number):
            line.clear()
        self.take_keys(somebody=somebody)

    def _show(self, label: Label, words: Text | None) -> None:
        label.setText(self._say(words) if words else "")
        label.setVisible(words is not None)

    def _show_hits(self, props: ReceptionProps) -> None:
        self._hits.clear()
        for hit in props.hits:
            below = f"\n{self._say(hit.below)}" if hit.below else ""
            item = QListWidgetItem(hit.name + below, self._hits)
            item.setData(_CODE, hit.code)
        if props.hits:
            self._hits.setCurrentRow(0)
        elif props.words.strip():
            item = QListWidgetItem(self._say(text("counter.nothing_found")), self._hits)
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _show_items(self, rows: tuple[ItemRow, ...]) -> None:
        while (old := self._items.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        asked = next((row for row in rows if row.question), None)
        self._asked = asked.code if asked else ""
        if not rows:
            self._items.addWidget(Label(self._say(text("counter.none_chosen")), role="soft").wrapped())
        for row in rows:
            self._items.addWidget(self._item(row))
        self._items.addStretch(1)

    def _item(self, row: ItemRow) -> Card:
        card = Card(margin=12)
        head = QHBoxLayout()
        head.addWidget(Label(row.name, role="strong").wrapped(), 1)
        drop = QuietButton(self._say(text("counter.drop")), f"counter.drop.{row.code}")
        drop.clicked.connect(lambda: self.item_dropped.emit(row.code))
        head.addWidget(drop)
        holder = QWidget()
        head.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(head)
        card.add(holder, Caption(row.department))
        if row.question:
            card.add(Label(row.question, role="soft").wrapped())
        is_asked = row.code == self._asked
        open_options = [option.id for option in row.options if not option.chosen]
        for option in row.options:
            key = f"  Ctrl+{open_options.index(option.id) + 1}" if is_asked and not option.chosen else ""
            button = ChoiceButton(option.words + key, f"counter.answer.{row.code}.{option.id}")
            button.setChecked(option.chosen)
            button.clicked.connect(lambda _=False, scenario=option.id: self.answered.emit(row.code, scenario))
            card.add(button)
        return card

    def _connect(self) -> None:
        self._number.returnPressed.connect(self._on_person)
        self._name.returnPressed.connect(self._number.setFocus)
        self._code.returnPressed.connect(lambda: self.organisation_typed.emit(self._body.text(), self._code.text()))
        self._body.returnPressed.connect(self._code.setFocus)
        self._continue.returnPressed.connect(lambda: self.continue_asked.emit(self._continue.text()))
        self._for_agent.clicked.connect(lambda on: self.role_chosen.emit("agent" if on else "applicant"))
        self._find.textEdited.connect(self.searched)
        self._find.returnPressed.connect(self._on_hit)
        self._find.moved.connect(self._on_moved)
        self._hits.itemClicked.connect(lambda _: self._on_hit())
        for number in range(1, _ANSWERS + 1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self).activated.connect(partial(self._answer, number))
        self._drafts.itemActivated.connect(lambda item: self.draft_taken.emit(item.data(_CODE)))

    def _answer(self, number: int) -> None:
        row = next((row for row in self._shown or () if row.code == self._asked), None)
        options = [option.id for option in row.options if not option.chosen] if row else []
        if number <= len(options):
            self.answered.emit(self._asked, options[number - 1])

    def _on_person(self) -> None:
        self.person_typed.emit(self._name.text(), self._number.text())

    def _on_hit(self) -> None:
        item = self._hits.currentItem()
        if item is not None and item.data(_CODE):
            self.hit_taken.emit(item.data(_CODE))
            self._find.setFocus()

    def _on_moved(self, step: int) -> None:
        rows = self._hits.count()
        if rows:
            self._hits.setCurrentRow(min(max(self._hits.currentRow() + step, 0), rows - 1))

    def _lay_out(self) -> None:
        for view, name in ((self._hits, "counter.hits"), (self._drafts, "counter.drafts")):
            view.setObjectName(name)
            view.setWordWrap(True)
            view.setStyleSheet("QListWidget::item { padding: 6px 8px; }")
        self._hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._for_agent.setObjectName("counter.for_agent")
        self._drafts.setMaximumHeight(150)
        enter = SecondaryButton(self._say(text("counter.enter_person")), "counter.enter_person")
        enter.clicked.connect(self._on_person)
        person = Card(margin=16)
        person.add(self._applicant, self._agent, self._organisation, self._for_agent, self._name, self._number, enter)
        person.add(self._body, self._code, self._continue, self._drafts_title, self._drafts)
        chosen = QWidget()
        chosen.setLayout(self._items)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(chosen)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.addWidget(person, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._find, 0, 1)
        grid.addWidget(self._hits, 1, 1)
        grid.addWidget(Heading(self._say(text("counter.chosen"))), 0, 2)
        grid.addWidget(scroll, 1, 2)
        for column, share in enumerate((5, 6, 6)):
            grid.setColumnStretch(column, share)


class SearchBox(QLineEdit):
    """``moved(int)``: the arrows move in the list below while the words stay."""

    moved = Signal(int)

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)


def _line(name: str, hint: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setPlaceholderText(hint)
    return line
