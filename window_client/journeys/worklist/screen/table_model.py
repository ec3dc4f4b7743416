"""The rows of the worklist as a Qt model."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from domain.text import Say, text
from qt_edge.theme import COLOURS
from window_client.journeys.worklist.presenter import Row

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("due", "lamp", "number", "item", "applicant", "state", "received", "node")
_LAMP_COLOURS = {"green": "success_ink", "yellow": "warning_ink", "red": "failure_ink", "grey": "ink_faint"}
_LAMP_MARKS = {"green": "●", "yellow": "▲", "red": "■", "grey": "○"}
_STATE_COLOURS = {
    "RECEIVED": "blue",
    "PRE_REVIEW": "blue",
    "CORRECTION": "failure_ink",
    "ACCEPTED": "success_ink",
    "DONE": "success_ink",
}
_NOWHERE = QModelIndex()


class WorklistModel(QAbstractTableModel):
    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def take(self, rows: tuple[Row, ...]) -> bool:
        """Whether anything changed."""
        if rows == self._rows:
            return False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def row_of(self, case_id: str) -> int:
        """-1 when it is not shown."""
        return next((number for number, row in enumerate(self._rows) if row.case_id == case_id), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole.value
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._say(text(f"window_worklist.{COLUMNS[section]}"))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole.value) -> Any:
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            colour = _colour(row, column)
            return QBrush(QColor(COLOURS[colour])) if colour else None
        return None

    def _words(self, row: Row, column: str) -> str:
        match column:
            case "lamp":
                return f"{_LAMP_MARKS[row.lamp]} {self._say(text(f'window_worklist.lamp_{row.lamp}'))}"
            case "state":
                return self._say(row.state)
            case "item":
                return f"{row.item_name}　{self._say(row.theme)}" if row.theme else row.item_name
            case _:
                return str(getattr(row, column))


def _colour(row: Row, column: str) -> str:
    if column == "lamp":
        return _LAMP_COLOURS[row.lamp]
    if column == "state":
        return _STATE_COLOURS.get(row.state_name, "ink_soft")
    return ""
