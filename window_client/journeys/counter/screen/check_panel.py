"""What goes to which department, what still hinders it, and the numbers once it is saved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from domain.text import Say, text
from qt_edge.widgets import Card, Label, Notice, PrimaryButton, SecondaryButton, StatusPill
from window_client.journeys.counter.presenter.check import CheckProps, CheckRow, MaterialLine
from window_client.journeys.counter.screen.repeat_line import RepeatLine


class CheckPanel(QWidget):
    """``sign_asked()``, ``commit_asked()``, ``preview_asked()``, ``print_asked()``, ``done_asked()``,
    ``repeat_reasoned(str)``. ``keys``: its buttons, for the foot of the screen."""

    sign_asked = Signal()
    commit_asked = Signal()
    preview_asked = Signal()
    print_asked = Signal()
    done_asked = Signal()
    repeat_reasoned = Signal(str)

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._shown: tuple[CheckRow, ...] | None = None
        self._hindrance = Notice(name="counter.hindrance")
        self._trouble = Notice(name="counter.save_trouble")
        self._unchecked = Notice(name="counter.unchecked")
        self._signature = Notice(name="counter.signature")
        self._repeat = RepeatLine(say)
        self._saved = Notice(name="counter.saved")
        self._printing = Label(role="soft", name="counter.printing")
        self._rows = QVBoxLayout()
        self._preview = SecondaryButton(say(text("counter.preview")), "counter.preview")
        self._sign = SecondaryButton(say(text("window_citizen.ask")), "counter.sign")
        self._commit = PrimaryButton(say(text("counter.commit")), "counter.commit")
        self._print = SecondaryButton(say(text("counter.print_again")), "counter.print")
        self._done = PrimaryButton(say(text("counter.done")), "counter.done")
        self.keys = QWidget()
        self._lay_out()
        self._sign.clicked.connect(self.sign_asked)
        self._commit.clicked.connect(self.commit_asked)
        self._repeat.reasoned.connect(self.repeat_reasoned)
        self._repeat.finished.connect(self._commit.setFocus)
        self._preview.clicked.connect(self.preview_asked)
        self._print.clicked.connect(self.print_asked)
        self._done.clicked.connect(self.done_asked)

    def present(self, props: CheckProps) -> None:
        for notice, words, kind in (
            (self._hindrance, props.hindrance, "warning"), (self._trouble, props.trouble, "error"),
            (self._unchecked, props.unchecked, "info"), (self._saved, props.saved, "success"),
        ):  # fmt: skip
            notice.say(self._say(words) if words else "", kind)  # type: ignore[arg-type]
        words, kind = props.signature or (None, "info")
        self._signature.say(self._say(words) if words else "", kind)
        self._repeat.present(props.repeat_reason)
        self._printing.setText(self._say(props.printing) if props.printing else "")
        done = props.saved is not None
        for button in (self._print, self._done):
            button.setVisible(done)
        for button in (self._commit, self._preview, self._sign):
            button.setVisible(not done)
        self._commit.setEnabled(not props.busy)
        self._sign.setEnabled(not props.busy)
        self._commit.setText(self._say(text("counter.saving" if props.busy else "counter.commit")))
        if props.rows != self._shown:
            self._shown = props.rows
            self._show_rows(props.rows)

    def forget(self) -> None:
        self._repeat.forget()

    def take_keys(self) -> None:
        if self._repeat.is_wanted:
            self._repeat.take_keys()
            return
        (self._commit if self._done.isHidden() else self._done).setFocus()

    def _show_rows(self, rows: tuple[CheckRow, ...]) -> None:
        while (old := self._rows.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._rows.addWidget(self._card(row))
        self._rows.addStretch(1)

    def _card(self, row: CheckRow) -> Card:
        card = Card(margin=14)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(Label(row.name, role="strong").wrapped(), 1)
        head.addWidget(Label(row.number, role="number", name=f"counter.number.{row.code}"))
        holder, lines = QWidget(), QWidget()
        holder.setLayout(head)
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        for at, line in enumerate(row.materials):
            grid.addWidget(Label(line.name).wrapped(), at, 0)
            grid.addWidget(self._standing(line), at, 1, Qt.AlignmentFlag.AlignLeft)
        # Beside each other: across a wide screen an eye loses the row.
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 3)
        return card.add(holder, lines)

    def _standing(self, line: MaterialLine) -> Label:
        words = self._say(line.words)
        return StatusPill(words, kind="error") if line.wrong else Label(words, role="soft")

    def _lay_out(self) -> None:
        content = QWidget()
        content.setLayout(self._rows)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        bar = QHBoxLayout(self.keys)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self._printing)
        bar.addStretch(1)
        for button in (self._preview, self._sign, self._commit, self._print, self._done):
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for notice in (self._saved, self._trouble, self._hindrance, self._unchecked, self._signature):
            column.addWidget(notice)
        column.addWidget(self._repeat)
        column.addWidget(scroll, 1)
