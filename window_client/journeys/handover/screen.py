"""Three pages: which case, to whom and how, and the slip."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from domain.documents.handover_slip import CourierLabel, handover_slip
from domain.text import Say, Text, text
from qt_edge.widgets import Heading, Label, Notice, PrimaryButton, SecondaryButton
from qt_edge.widgets.card import Rule
from qt_edge.widgets.middle_card import lay_out_card
from qt_edge.widgets.paper_view import PaperView
from qt_edge.widgets.shortcuts import on_key_press
from window_client.journeys.handover.presenter import HandoverProps, Page

_PAGES: tuple[Page, ...] = ("ask", "result", "done")


class HandoverScreen(QWidget):
    """``number_typed(str, str)`` number and document; ``counter_chosen(str, str)`` applicant or agent, and the agent's
    name; ``courier_chosen(str)`` tracking number; ``label_asked(CourierLabel)``; ``print_asked()``, ``retry_asked()``,
    ``back_asked()``.
    """

    number_typed = Signal(str, str)
    counter_chosen = Signal(str, str)
    courier_chosen = Signal(str)
    label_asked = Signal(object)
    print_asked = Signal()
    retry_asked = Signal()
    back_asked = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.setObjectName("screen.handover")
        self._say = say
        self._message = Notice(name="handover.message")
        self._lines = {name: self._line(name) for name in
                       ("number", "id_number", "agent", "tracking", "name", "phone", "address")}  # fmt: skip
        self._lines["id_number"].setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self._buttons = {
            "look": PrimaryButton(self._key("look"), "handover.look"),
            "applicant": PrimaryButton(self._key("to_applicant"), "handover.applicant"),
            "to_agent": SecondaryButton(self._key("to_agent"), "handover.to_agent"),
            "courier": SecondaryButton(self._key("by_courier"), "handover.courier"),
            "label": SecondaryButton(self._key("label"), "handover.label"),
            "print": SecondaryButton(self._key("print"), "handover.print"),
            "retry": PrimaryButton(self._key("retry"), "handover.retry"),
            "back": SecondaryButton(self._key("back"), "handover.back"),
        }
        self._result = QFormLayout()
        self._ways = QWidget()
        self._paper = PaperView("handover.paper")
        self._stack = QStackedWidget()
        self._page: Page = "done"
        self._lay_out()
        self._connect()

    def present(self, props: HandoverProps, state: str) -> None:
        self.setProperty("state", state)
        self._message.say(self._say(props.message) if props.message else "", props.kind)
        self._buttons["look"].setEnabled(not props.busy)
        self._ways.setVisible(props.may_choose)
        self._buttons["print"].setVisible(props.may_print)
        self._buttons["retry"].setVisible(props.may_retry)
        self._show_result(props.result)
        if props.agent:
            self._lines["agent"].setText(props.agent)
        if props.facts is not None:
            self._paper.show_document(handover_slip(props.facts, self._say))
        self._stack.setCurrentIndex(_PAGES.index(props.page))
        if props.page != self._page:
            self._page = props.page
            self._begin(props.page)

    def take_keys(self) -> None:
        first = {"ask": self._lines["number"], "result": self._buttons["applicant"], "done": self._buttons["back"]}
        first[self._page].setFocus()

    def forget(self) -> None:
        """Nothing of a person stays."""
        for line in self._lines.values():
            line.clear()
        self._paper.clear()
        self._show_result(())

    def _begin(self, page: Page) -> None:
        if page == "ask":
            self.forget()
        self.take_keys()

    def _show_result(self, rows: tuple[tuple[Text, str | Text], ...]) -> None:
        while self._result.rowCount():
            self._result.removeRow(0)
        for label, value in rows:
            words = value if isinstance(value, str) else self._say(value)
            self._result.addRow(Label(self._say(label), role="soft"), Label(words, role="strong").wrapped())

    def _connect(self) -> None:
        lines, buttons = self._lines, self._buttons
        buttons["look"].clicked.connect(
            lambda: self.number_typed.emit(lines["number"].text(), lines["id_number"].text())
        )
        lines["number"].returnPressed.connect(lines["id_number"].setFocus)
        lines["id_number"].returnPressed.connect(buttons["look"].click)
        buttons["applicant"].clicked.connect(lambda: self.counter_chosen.emit("applicant", ""))
        buttons["to_agent"].clicked.connect(lambda: self.counter_chosen.emit("agent", lines["agent"].text()))
        buttons["courier"].clicked.connect(lambda: self.courier_chosen.emit(lines["tracking"].text()))
        buttons["label"].clicked.connect(lambda: self.label_asked.emit(self._label()))
        buttons["print"].clicked.connect(self.print_asked)
        buttons["retry"].clicked.connect(self.retry_asked)
        buttons["back"].clicked.connect(self.back_asked)
        keys = {"applicant": "F9", "to_agent": "F8", "courier": "F7", "label": "Ctrl+P", "print": "F10",
                "retry": "F5", "back": "Esc"}  # fmt: skip
        for name, key in keys.items():
            on_key_press(self, key, buttons[name])

    def _label(self) -> CourierLabel:
        lines = self._lines
        return CourierLabel(*(lines[name].text().strip() for name in ("tracking", "name", "phone", "address")))

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(f"handover.{name}_line")
        line.setPlaceholderText(self._key(f"{name}_line"))
        line.setAccessibleName(self._key(f"{name}_line"))
        return line

    def _key(self, name: str) -> str:
        return self._say(text(f"window_handover.{name}"))

    def _lay_out(self) -> None:
        for page in (self._ask_page(), self._result_page(), self._paper):
            self._stack.addWidget(page)
        back, ways = self._buttons["back"], (self._buttons["print"], self._buttons["retry"])
        lay_out_card(self, self._key("title"), self._message, self._stack, back, *ways)

    def _ask_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(Label(self._key("scan"), role="heading").wrapped())
        column.addWidget(Label(self._key("or_type"), role="soft").wrapped())
        for part in (self._lines["number"], self._lines["id_number"], self._buttons["look"]):
            column.addWidget(part)
        column.addStretch(1)
        return page

    def _result_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(10)
        column.addLayout(self._result)
        ways = QVBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        lines, buttons = self._lines, self._buttons
        ways.addWidget(Rule())
        ways.addWidget(Heading(self._key("at_counter")))
        ways.addWidget(buttons["applicant"])
        ways.addLayout(_side_by_side(lines["agent"], buttons["to_agent"]))
        ways.addWidget(Rule())
        ways.addWidget(Heading(self._key("courier_heading")))
        ways.addLayout(_side_by_side(lines["tracking"], buttons["courier"]))
        ways.addWidget(Label(self._key("label_hint"), role="caption").wrapped())
        ways.addLayout(_side_by_side(lines["name"], lines["phone"]))
        ways.addLayout(_side_by_side(lines["address"], buttons["label"]))
        column.addWidget(self._ways)
        column.addStretch(1)
        return page


def _side_by_side(first: QWidget, second: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(first, 1)
    row.addWidget(second, 1 if isinstance(second, QLineEdit) else 0)
    return row
