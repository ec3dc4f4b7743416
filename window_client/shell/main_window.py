"""The frame around every screen: who, where, and whether the platform answers."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMessageBox, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from domain.clock import CHINA
from domain.contract.clerk import ClerkSession
from domain.text import Say, text
from qt_edge.widgets import Label, StatusPill, Toast
from qt_edge.widgets.role import set_role
from qt_edge.widgets.status_pill import PillKind
from window_client.journeys.line.presenter import LineProps
from window_client.journeys.line.screen import LineStrip


class MainWindow(QWidget):
    """``lock_asked()``, ``logout_asked()`` after the clerk said yes."""

    lock_asked = Signal()
    logout_asked = Signal()

    def __init__(self, say: Say, *, line_is_everyday: bool = False) -> None:
        """``line_is_everyday``: a place where no line is nothing unusual."""
        super().__init__()
        self.setObjectName("shell")
        self.setWindowTitle(say(text("window.title")))
        self._say = say
        self._who = Label(role="on_blue", name="window.clerk")
        self._where = Label(role="caption_on_blue", name="window.where")
        self._line = StatusPill(say(text("window.connecting")), kind="quiet", name="window.connection")
        self._facing = StatusPill(kind="quiet", name="window.citizen")
        self._lock = self._header_button("lock")
        self._logout = self._header_button("logout")
        self._strip = LineStrip(say, is_everyday=line_is_everyday)
        self._down_kind: PillKind = "quiet" if line_is_everyday else "error"
        self._stack = QStackedWidget()
        self._column = QVBoxLayout(self)
        self._toast = Toast(self)
        self._lay_out()
        self._lock.clicked.connect(self.lock_asked)
        self._logout.clicked.connect(self._on_logout)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.lock_asked)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self._logout_by_key)
        self._facing.hide()
        self.show_clerk(None)

    def add(self, screen: QWidget) -> None:
        self._stack.addWidget(screen)

    def add_strip(self, strip: QWidget) -> None:
        """Between header and screens, whatever screen is in front."""
        self._column.insertWidget(2, strip)

    def show_screen(self, screen: QWidget) -> None:
        self._stack.setCurrentWidget(screen)
        self._strip.show_place(screen.objectName().removeprefix("screen."))
        if screen.focusWidget() is None:
            screen.setFocus()
        else:
            screen.focusWidget().setFocus()

    def show_clerk(self, session: ClerkSession | None) -> None:
        self._who.setText(self._told(session) if session else "")
        self._where.setText(f"{session.authority} · {session.node_name}" if session else "")
        for button in (self._lock, self._logout):
            button.setVisible(session is not None)

    def _told(self, session: ClerkSession) -> str:
        name = f"{session.clerk_name} · {self._say(text(f'window_role.{session.role}'))}"
        if session.token:
            return name
        until = session.expires_at.astimezone(CHINA)
        return f"{name} · {self._say(text('window_offline.until', until=f'{until:%m-%d %H:%M}'))}"

    def show_line(self, props: LineProps) -> None:
        """What is known of the line to the platform, and what waits for it."""
        if props.is_known:
            words = self._say(text("window.disconnected" if props.is_down else "window.connected"))
            self._line.say(words, self._down_kind if props.is_down else "success")
        self._strip.present(props)

    def explain(self, words: str) -> None:
        """Why something does not go without a line, and what to do instead; it stays until another screen comes."""
        self._strip.explain(words)
        self.tell(self._say(text("window_needs.told")))

    def show_citizen_screen(self, there: bool) -> None:
        """Told only where there is to be one."""
        self._facing.say(
            self._say(text("window_citizen.on" if there else "window_citizen.off")), "success" if there else "error"
        )
        self._facing.show()

    def tell(self, words: str) -> None:
        """Something that needs no answer."""
        self._toast.say(words)

    def _logout_by_key(self) -> None:
        if self._logout.isVisible():
            self._logout.click()

    def _on_logout(self) -> None:
        question = QMessageBox(self)
        question.setObjectName("window.logout_question")
        question.setText(self._say(text("window.logout_question")))
        yes = question.addButton(self._say(text("window.logout_yes")), QMessageBox.ButtonRole.AcceptRole)
        no = question.addButton(self._say(text("window.logout_no")), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(yes)
        question.setEscapeButton(no)
        yes.clicked.connect(self.logout_asked)
        question.open()

    def _header_button(self, key: str) -> QPushButton:
        button = QPushButton(self._say(text(f"window.{key}")))
        button.setObjectName(f"window.{key}")
        set_role(button, "on_blue")
        return button

    def _lay_out(self) -> None:
        header = QFrame()
        set_role(header, "header")
        row = QHBoxLayout(header)
        row.setContentsMargins(18, 8, 18, 8)
        row.setSpacing(14)
        row.addWidget(Label(self._say(text("window.product")), role="title_on_blue"))
        row.addWidget(Label(self._say(text("window.subtitle")), role="on_blue"))
        row.addStretch(1)
        for part in (self._facing, self._line, self._where, self._who, self._lock, self._logout):
            row.addWidget(part)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(header)
        self._column.addWidget(self._strip)
        self._column.addWidget(self._stack, 1)
