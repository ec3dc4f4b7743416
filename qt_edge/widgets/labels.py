"""Words on a screen: always plain text, so that what a card or a code says is never read as markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from qt_edge.widgets.role import set_role


class Label(QLabel):
    """``role``: title, heading, strong, soft, caption, huge, number, error, on_blue … or empty."""

    def __init__(self, words: str = "", *, role: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        if role:
            set_role(self, role)

    def wrapped(self) -> "Label":
        """Break lines and take the width there is."""
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        return self

    def centred(self) -> "Label":
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return self


class Title(Label):
    """The one title of a screen."""

    def __init__(self, words: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, role="title", name=name, parent=parent)
        self.wrapped()


class Heading(Label):
    def __init__(self, words: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, role="heading", name=name, parent=parent)
        self.wrapped()


class BodyText(Label):
    def __init__(self, words: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, role="body", name=name, parent=parent)
        self.wrapped()


class Caption(Label):
    """Secondary words, one size smaller."""

    def __init__(self, words: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, role="caption", name=name, parent=parent)
        self.wrapped()
