"""Name and password."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from domain.text import Say, text
from qt_edge.widgets import Caption, Card, Label, Notice, PrimaryButton
from window_client.journeys.login.presenter import LoginProps


class LoginScreen(QWidget):
    """``submitted(str, str)``: user name and password, once each time the clerk asks to enter."""

    submitted = Signal(str, str)

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.setObjectName("screen.login")
        self._say = say
        self._heading = Label(role="title", name="login.heading").centred()
        self._message = Notice(name="login.message")
        self._advice = Caption(name="login.advice")
        self._username = _field("login.username", say(text("window_login.username")))
        self._password = _field("login.password", say(text("window_login.password")))
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._submit = PrimaryButton("", "login.submit")
        self._lay_out()
        self._username.returnPressed.connect(self._password.setFocus)
        self._password.returnPressed.connect(self._on_submit)
        self._submit.clicked.connect(self._on_submit)

    def present(self, props: LoginProps, state: str) -> None:
        self.setProperty("state", state)
        self._heading.setText(self._say(props.heading))
        self._message.say(self._say(props.message) if props.message else "", props.message_kind)
        self._advice.setText(self._say(props.advice) if props.advice else "")
        self._advice.setVisible(props.advice is not None)
        if props.username and self._username.text() != props.username:
            self._username.setText(props.username)
        for part in (self._username, self._password, self._submit):
            part.setEnabled(not props.busy)
        self._submit.setText(self._say(props.submit))
        if not props.busy:
            (self._password if props.username else self._username).setFocus()

    def forget(self) -> None:
        """Empty both fields."""
        self._username.clear()
        self._password.clear()

    def _on_submit(self) -> None:
        password = self._password.text()
        if not self._username.text().strip():
            self._username.setFocus()
        elif not password:
            self._password.setFocus()
        else:
            self._password.clear()
            self.submitted.emit(self._username.text(), password)

    def _lay_out(self) -> None:
        card = Card(margin=28)
        card.setFixedWidth(460)
        card.content.setSpacing(10)
        card.add(self._heading, self._message, self._advice)
        for part, key in ((self._username, "username"), (self._password, "password")):
            label = Label(self._say(text(f"window_login.{key}")), role="strong")
            label.setBuddy(part)
            card.add(label, part)
        card.content.addSpacing(6)
        card.add(self._submit, Label(self._say(text("window_login.hint")), role="caption").centred())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)


def _field(name: str, words: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(words)
    field.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData)
    return field
