"""The left side: the case, the applicant, the form and what happened so far."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from domain.text import Say, Text, text
from qt_edge.theme import COLOURS
from qt_edge.widgets import Label, QuietButton, StatusPill
from qt_edge.widgets.card import Rule
from window_client.journeys.case.presenter import FieldLine, Line, Sheet

_SIGNATURE = (280, 110)
_WHOLE, _SMOOTH = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation


class FactsPanel(QScrollArea):
    """``reveal_asked()``: show the applicant in full for a moment."""

    reveal_asked = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._shown: Sheet | None = None
        self.setObjectName("case.facts")
        self.setWidgetResizable(True)
        self.setMinimumWidth(312)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def present(self, sheet: Sheet) -> None:
        if sheet == self._shown:
            return
        place = self.verticalScrollBar().value() if self._same_case(sheet) else 0
        self._shown = sheet
        self.setWidget(self._content(sheet))
        self.verticalScrollBar().setValue(place)

    def forget(self) -> None:
        self._shown = None
        self.setWidget(QWidget())

    def _same_case(self, sheet: Sheet) -> bool:
        return self._shown is not None and self._shown.case_id == sheet.case_id

    def _content(self, sheet: Sheet) -> QWidget:
        content = QFrame()
        content.setObjectName("case.facts.content")
        content.setStyleSheet(f"QFrame[objectName='case.facts.content'] {{ background: {COLOURS['paper']}; }}")
        column = QVBoxLayout(content)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(self._heading("section_applicant", self._eye(revealed=sheet.revealed)))
        column.addLayout(self._pairs(sheet.applicant, "case.applicant"))
        if sheet.signature is not None:
            column.addLayout(self._signature(sheet.signature, sheet.picture))
        column.addWidget(Rule())
        if sheet.theme:
            column.addLayout(self._heading("section_theme"))
            for name, said in sheet.theme:
                column.addWidget(Label(name, role="strong").wrapped())
                column.addWidget(Label(self._say(said), role="caption", name="case.theme").wrapped())
            column.addWidget(Rule())
        column.addLayout(self._heading("section_form"))
        for field in sheet.fields:
            column.addLayout(self._field(field))
        column.addWidget(Rule())
        column.addLayout(self._heading("section_case"))
        column.addLayout(self._pairs(sheet.facts, "case.fact"))
        column.addWidget(Rule())
        column.addLayout(self._heading("section_history"))
        for event in sheet.history:
            column.addWidget(Label(f"{event.when}  {self._say(event.what)}", role="strong"))
            column.addWidget(Label("\n".join(filter(None, (event.by, event.note))), role="caption").wrapped())
        column.addStretch(1)
        return content

    def _signature(self, words: Text, picture: bytes) -> QLayout:
        column = QVBoxLayout()
        column.addWidget(Label(self._say(words), role="soft", name="case.signature").wrapped())
        if picture:
            shown = Label(name="case.signature_picture")
            image = QPixmap()
            image.loadFromData(picture)
            wide, high = _SIGNATURE
            shown.setPixmap(image.scaled(wide, high, _WHOLE, _SMOOTH))
            column.addWidget(shown)
        return column

    def _heading(self, key: str, *right: QWidget) -> QLayout:
        row = QHBoxLayout()
        row.addWidget(Label(self._say(text(f"window_case.{key}")), role="heading"))
        row.addStretch(1)
        for part in right:
            row.addWidget(part)
        return row

    def _eye(self, *, revealed: bool) -> QWidget:
        button = QuietButton(self._say(text("window_case.reveal")), "case.reveal")
        button.setEnabled(not revealed)
        button.clicked.connect(self.reveal_asked)
        return button

    def _pairs(self, lines: tuple[Line, ...], name: str) -> QLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for number, line in enumerate(lines):
            grid.addWidget(Label(self._say(line.label), role="soft"), number, 0, Qt.AlignmentFlag.AlignTop)
            said = line.value if isinstance(line.value, str) else self._say(line.value)
            value = Label(said, name=f"{name}.{number}").wrapped()
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(value, number, 1)
        return grid

    def _field(self, field: FieldLine) -> QLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(Label(field.name, role="soft").wrapped(), 1)
        mark = StatusPill(self._say(field.source_mark), kind="success" if field.source == "card" else "quiet")
        head.addWidget(mark)
        value = Label(field.value, role="strong", name=f"case.field.{field.id}").wrapped()
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addLayout(head)
        column.addWidget(value)
        if field.to_correct:
            words = self._say(text("window_case.correction_mark", reason=field.to_correct))
            column.addWidget(Label(words, role="error").wrapped())
        return column
