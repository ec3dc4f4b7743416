"""One word of state in a rounded frame."""

from typing import Literal

from PySide6.QtWidgets import QSizePolicy, QWidget

from qt_edge.widgets.labels import Label
from qt_edge.widgets.role import set_kind

PillKind = Literal["info", "success", "warning", "error", "quiet"]


class StatusPill(Label):
    def __init__(
        self, words: str = "", *, kind: PillKind = "info", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(words, role="pill", name=name, parent=parent)
        self.centred()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        set_kind(self, kind)

    def say(self, words: str, kind: PillKind = "info") -> None:
        self.setText(words)
        set_kind(self, kind)
