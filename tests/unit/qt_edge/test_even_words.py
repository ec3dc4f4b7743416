"""Rows and lines of about the same length."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qt_edge.theme import Theme, apply_theme
from qt_edge.widgets.balanced import BalancedLabel
from qt_edge.widgets.flow_grid import even_columns
from qt_edge.widgets.notice import Notice


@pytest.mark.parametrize(("parts", "most", "columns"), [(5, 4, 3), (5, 5, 5), (6, 5, 3), (10, 6, 5), (1, 4, 1)])
def test_no_part_stands_alone_in_the_last_row(parts: int, most: int, columns: int) -> None:
    assert even_columns(parts, most) == columns


def test_centred_words_leave_no_character_alone_and_take_no_more_lines(qtbot: QtBot) -> None:
    words = "已保存的页面不受影响请按提示处理后重新扫描也可先办其他材料"
    label = BalancedLabel(words)
    qtbot.addWidget(label)
    metrics = label.fontMetrics()
    width = metrics.horizontalAdvance(words) - metrics.horizontalAdvance("料")
    label.resize(width, 200)
    label.show()
    margins = label.contentsMargins()
    column = width - margins.left() - margins.right()
    assert column < 0.65 * width
    assert label.heightForWidth(column) == label.heightForWidth(width)


def test_a_notice_is_as_high_as_its_type_asks(qapp: QApplication, qtbot: QtBot) -> None:
    heights = []
    for theme in (Theme("window"), Theme("kiosk"), Theme("kiosk", assist=True)):
        apply_theme(qapp, theme)
        notice = Notice("x")
        qtbot.addWidget(notice)
        notice.ensurePolished()
        heights.append(notice.sizeHint().height())
    assert heights == sorted(set(heights))
