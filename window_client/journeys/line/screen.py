"""The strip that tells the line: under the header of every screen, above what needs it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from domain.text import Say, text
from qt_edge.widgets import Label
from qt_edge.widgets.role import restyle, set_kind, set_role
from window_client.journeys.line.presenter import LineProps

_GAP = "  ·  "


class LineStrip(QFrame):
    """``is_everyday``: always there, large and calm: the line is often gone; else only while it is, and the monitor
    tells why."""

    def __init__(self, say: Say, *, is_everyday: bool = False) -> None:
        super().__init__()
        self.setObjectName("window.banner")
        set_role(self, "line_strip")
        self._say = say
        self._is_everyday = is_everyday
        self._title = Label(role="line_state" if is_everyday else "strong", name="line.title")
        self._facts = Label(role="line_facts" if is_everyday else "", name="line.facts").wrapped()
        self._deadline = Label(role="line_facts" if is_everyday else "strong", name="line.deadline")
        self._cause = Label(name="line.cause").wrapped()
        self._advice = Label(name="window.banner_words").wrapped()
        self._lay_out()
        self.hide()

    def present(self, props: LineProps) -> None:
        self._title.setText(self._say(props.title))
        self._facts.setText(_GAP.join(self._say(fact) for fact in props.facts))
        self._deadline.setText(self._say(props.deadline) if props.deadline else "")
        self._cause.setText(self._say(props.cause) if props.cause else "")
        self._cause.setVisible(self._is_everyday and props.cause is not None)
        restyle(self._deadline, "urgent", props.is_urgent)
        usual = "everyday" if props.is_down else "success"
        set_kind(self, usual if self._is_everyday else "warning")
        self._advice.setVisible(props.is_down)
        self.setVisible(props.is_down or self._is_everyday)

    def show_place(self, name: str) -> None:
        """What still goes on this screen, what does not, and what to do instead. ``name``: of the screen."""
        self.explain(self._say(text(f"window_line_advice.{name}")))

    def explain(self, words: str) -> None:
        """Until another screen comes."""
        self._advice.setText(words)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(self._title)
        head.addWidget(self._facts, 1)
        head.addWidget(self._deadline)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 8, 18, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._cause)
        column.addWidget(self._advice)
