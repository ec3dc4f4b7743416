"""A pile of pages is laid out a row a turn of the event loop."""

import pytestqt.qtbot
from PySide6.QtWidgets import QApplication, QPushButton

from qt_edge.widgets.page_thumbs import AT_ONCE, PageThumbs

PAGES = [(f"k{number}", f"{number}", b"") for number in range(1, 41)]


def names(thumbs: PageThumbs) -> list[str]:
    return [key.objectName() for key in thumbs.findChildren(QPushButton)]


def test_the_first_rows_are_there_at_once_and_the_others_follow(
    qapp: QApplication, qtbot: pytestqt.qtbot.QtBot
) -> None:
    thumbs = PageThumbs(PAGES, name="t", delete_words="x")
    qtbot.addWidget(thumbs)
    assert names(thumbs) == [f"t.{number}" for number in range(1, AT_ONCE + 1)]
    qtbot.waitUntil(lambda: len(names(thumbs)) == 40)
    assert names(thumbs) == [f"t.{number}" for number in range(1, 41)]
    asked: list[str] = []
    thumbs.delete_asked.connect(asked.append)
    thumbs.findChildren(QPushButton)[-1].click()
    assert asked == ["k40"]
