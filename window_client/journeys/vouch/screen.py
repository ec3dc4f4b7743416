"""Two pages: who was compared with which document, and the code for the kiosk's scanner."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from domain.text import Say, Text, text
from qt_edge.widgets import Label, Notice, PrimaryButton, SecondaryButton
from qt_edge.widgets.line_field import LineField
from qt_edge.widgets.middle_card import lay_out_card
from qt_edge.widgets.qr_image import qr_pixmap
from qt_edge.widgets.shortcuts import on_key_press
from window_client.journeys.vouch.presenter import VouchProps

_CODE = 440
"""Pixels: a scanner's window is held to it at arm's length."""


class VouchScreen(QWidget):
    """``ask_asked(str, str, bool)`` name, number, whether they were compared; ``print_asked()``, ``back_asked()``."""

    ask_asked = Signal(str, str, bool)
    print_asked = Signal()
    back_asked = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.setObjectName("screen.vouch")
        self._say = say
        self._message = Notice(name="vouch.message")
        self._name = self._line("name")
        self._number = self._line("number")
        self._number.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self._compared = QCheckBox(self._key("compared"))
        self._compared.setObjectName("vouch.compared")
        self._compared.setStyleSheet("QCheckBox::indicator { width: 20px; height: 20px; }")
        self._wrong = {part: Label(role="error", name=f"vouch.{part}_wrong").wrapped()
                       for part in ("name", "number", "compared")}  # fmt: skip
        self._who = Label(role="heading", name="vouch.who").centred()
        self._code = Label(name="vouch.code").centred()
        self._left = Label(role="title", name="vouch.left").centred()
        self._ask = PrimaryButton(self._key("ask"), "vouch.ask")
        self._print = SecondaryButton(self._key("print"), "vouch.print")
        self._back = SecondaryButton(say(text("counter.back")), "vouch.back")
        self._stack = QStackedWidget()
        self._shown = ""
        self._lay_out()
        self._connect()

    def present(self, props: VouchProps, state: str) -> None:
        self.setProperty("state", state)
        self._message.say(self._say(props.message), props.kind)
        self._show_wrong(props)
        for part in (self._name, self._number, self._compared, self._ask, self._back):
            part.setEnabled(not props.busy)
        self._ask.setVisible(not props.code)
        self._print.setVisible(bool(props.code))
        self._who.setText(props.who)
        self._left.setText(self._say(props.left) if props.left else "")
        self._stack.setCurrentIndex(1 if props.code else 0)
        if props.code != self._shown:
            self._show_code(props.code)

    def take_keys(self) -> None:
        (self._print if self._shown else self._name).setFocus()

    def forget(self) -> None:
        """Nothing of a person stays, nor a code."""
        self._clear_form()
        self._who.clear()
        self._shown = ""
        self._code.setPixmap(QPixmap())

    def _show_code(self, code: str) -> None:
        self._clear_form()
        self._shown = code
        self._code.setPixmap(qr_pixmap(code, _CODE) if code else QPixmap())
        self.take_keys()

    def _show_wrong(self, props: VouchProps) -> None:
        words: dict[str, Text | None] = {
            "name": props.wrong.name, "number": props.wrong.number, "compared": props.wrong.compared,
        }  # fmt: skip
        for part, said in words.items():
            self._wrong[part].setText(self._say(said) if said else "")
            self._wrong[part].setVisible(said is not None)
        self._name.show_wrong(props.wrong.name is not None)
        self._number.show_wrong(props.wrong.number is not None)

    def _clear_form(self) -> None:
        self._name.clear()
        self._number.clear()
        self._compared.setChecked(False)

    def _connect(self) -> None:
        self._name.returnPressed.connect(self._number.setFocus)
        self._number.returnPressed.connect(self._compared.setFocus)
        self._ask.clicked.connect(
            lambda: self.ask_asked.emit(self._name.text(), self._number.text(), self._compared.isChecked())
        )
        self._print.clicked.connect(self.print_asked)
        self._back.clicked.connect(self.back_asked)
        for key, button in (("F9", self._ask), ("F10", self._print), ("Esc", self._back)):
            on_key_press(self, key, button)

    def _key(self, name: str) -> str:
        return self._say(text(f"window_vouch.{name}"))

    def _line(self, name: str) -> LineField:
        line = LineField(f"vouch.{name}")
        line.setPlaceholderText(self._key(name))
        line.setAccessibleName(self._key(name))
        return line

    def _lay_out(self) -> None:
        for page in (self._form_page(), self._code_page()):
            self._stack.addWidget(page)
        lay_out_card(self, self._key("title"), self._message, self._stack, self._back, self._print, self._ask)

    def _form_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        for name, part in (("name", self._name), ("number", self._number)):
            column.addWidget(Label(self._key(name), role="strong"))
            column.addWidget(part)
            column.addWidget(self._wrong[name])
            column.addSpacing(8)
        column.addWidget(self._compared)
        column.addWidget(self._wrong["compared"])
        column.addSpacing(8)
        column.addWidget(Label(self._key("recorded"), role="soft").wrapped())
        column.addStretch(1)
        return page

    def _code_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        for part in (self._who, self._code, self._left):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page
