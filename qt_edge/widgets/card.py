"""A white card on the ground, its content one below the other."""

from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from qt_edge.widgets.role import set_role


class Card(QFrame):
    def __init__(self, name: str = "", parent: QWidget | None = None, *, margin: int = 32) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        set_role(self, "card")
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(margin, margin, margin, margin)
        self.content.setSpacing(margin // 2)

    def add(self, *parts: QWidget | QLayout) -> "Card":
        for part in parts:
            if isinstance(part, QLayout):
                self.content.addLayout(part)
            else:
                self.content.addWidget(part)
        return self


class Rule(QFrame):
    """A thin line across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "rule")
