"""A document as it will look on paper, on the screen: read only, never markup."""

from io import BytesIO

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from domain.documents.document import (
    Barcode,
    Block,
    Document,
    Emphasis,
    Pair,
    Paragraph,
    QrCode,
    Rule,
    Table,
    Title,
)
from qt_edge.theme import COLOURS
from qt_edge.widgets.role import set_role

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_LEFT = Qt.AlignmentFlag.AlignLeft
_LARGE, _PLAIN, _SMALL = 1.35, 1.0, 0.85


class PaperView(QTextEdit):
    """``show_document`` replaces what is shown and keeps the place the reader scrolled to."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(self, "paper")
        self._shown: Document | None = None

    def show_document(self, document: Document) -> None:
        if document == self._shown:
            return
        self._shown = document
        place = self.verticalScrollBar().value()
        self.clear()
        cursor = QTextCursor(self.document())
        for block in document.blocks:
            self._write(cursor, block)
        self.verticalScrollBar().setValue(place)

    def _write(self, cursor: QTextCursor, block: Block) -> None:
        match block:
            case Title(words=words):
                self._line(cursor, words, _CENTRE, self._style(_LARGE, bold=True))
            case Emphasis(words=words):
                self._line(cursor, words, _CENTRE, self._style(_PLAIN, bold=True))
            case Paragraph(words=words):
                self._line(cursor, words, _LEFT, self._style(_PLAIN))
            case Pair(label=label, value=value):
                self._line(cursor, f"{label}：", _LEFT, self._style(_PLAIN))
                cursor.insertText(value, self._style(_PLAIN, bold=True))
            case Rule():
                self._rule(cursor)
            case Table():
                self._table(cursor, block)
            case QrCode(payload=payload, caption=caption):
                self._line(cursor, "", _CENTRE, self._style(_PLAIN))
                cursor.insertImage(_qr_image(payload))
                self._line(cursor, caption, _CENTRE, self._style(_SMALL))
            case Barcode(payload=payload):
                self._line(cursor, payload, _CENTRE, self._style(_SMALL))

    def _style(self, size: float, *, bold: bool = False) -> QTextCharFormat:
        font = QFont(self.font())
        font.setPixelSize(max(12, round(self.fontMetrics().height() * 0.7 * size)))
        font.setBold(bold)
        style = QTextCharFormat()
        style.setFont(font)
        return style

    def _line(self, cursor: QTextCursor, words: str, side: Qt.AlignmentFlag, style: QTextCharFormat) -> None:
        shape = QTextBlockFormat()
        shape.setAlignment(side)
        shape.setTopMargin(3)
        shape.setBottomMargin(3)
        shape.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if cursor.document().isEmpty():
            cursor.setBlockFormat(shape)
        else:
            cursor.insertBlock(shape)
        cursor.insertText(words, style)

    def _rule(self, cursor: QTextCursor) -> None:
        shape = QTextBlockFormat()
        shape.setProperty(QTextBlockFormat.Property.BlockTrailingHorizontalRulerWidth,
                          QTextLength(QTextLength.Type.PercentageLength, 100))  # fmt: skip
        cursor.insertBlock(shape)

    def _table(self, cursor: QTextCursor, table: Table) -> None:
        shape = QTextTableFormat()
        shape.setBorder(1)
        shape.setBorderBrush(QColor(COLOURS["ink_faint"]))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderCollapse(True)
        shape.setCellPadding(4)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, share) for _, share in table.columns]
        )
        grid = cursor.insertTable(len(table.rows) + 1, len(table.columns), shape)
        for number, row in enumerate((tuple(name for name, _ in table.columns), *table.rows)):
            for column, words in enumerate(row):
                style = self._style(_PLAIN, bold=number == 0)
                grid.cellAt(number, column).firstCursorPosition().insertText(words, style)
        cursor.movePosition(QTextCursor.MoveOperation.End)


def _qr_image(payload: str) -> QImage:
    import qrcode

    code = qrcode.QRCode(box_size=4, border=2)
    code.add_data(payload)
    picture = BytesIO()
    code.make_image().save(picture)
    return QImage.fromData(picture.getvalue())
