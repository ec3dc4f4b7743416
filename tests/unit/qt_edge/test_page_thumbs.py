"""A pile of pages is laid out a row a turn of the event loop."""

import pytestqt.qtbot
from PySide6.QtWidgets import QApplication, QGridLayout, QPushButton

from qt_edge.widgets.card import Card
from qt_edge.widgets.page_thumbs import AT_ONCE, PageThumbs

PAGES = [(f"k{number}", f"{number}", b"") for number in range(1, 41)]


def cards(thumbs: PageThumbs) -> list[Card]:
    """As they stand."""
    grid = thumbs.layout()
    assert isinstance(grid, QGridLayout)
    found = []
    for number in range(grid.count()):
        item = grid.itemAt(number)
        assert item is not None
        card = item.widget()
        assert isinstance(card, Card)
        found.append((grid.getItemPosition(number)[:2], card))
    return [card for _, card in sorted(found, key=lambda placed: placed[0])]


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


def test_pages_that_stay_are_not_built_again(qtbot: pytestqt.qtbot.QtBot) -> None:
    thumbs = PageThumbs(PAGES[:4], name="t")
    qtbot.addWidget(thumbs)
    before = cards(thumbs)
    thumbs.show_pages(PAGES[1:5])
    after = cards(thumbs)
    assert len(after) == 4
    assert after[:3] == before[1:]
    assert after[3] not in before


def test_a_page_taken_out_takes_its_key_with_it(qtbot: pytestqt.qtbot.QtBot) -> None:
    thumbs = PageThumbs(PAGES[:6], name="t", delete_words="x")
    qtbot.addWidget(thumbs)
    asked: list[str] = []
    thumbs.delete_asked.connect(asked.append)
    renumbered = [(key, f"{number}", picture) for number, (key, _, picture) in enumerate(PAGES[1:6], 1)]
    thumbs.show_pages(renumbered)
    qtbot.waitUntil(lambda: names(thumbs) == [f"t.{number}" for number in range(1, 6)])
    for key in thumbs.findChildren(QPushButton):
        key.click()
    assert asked == ["k2", "k3", "k4", "k5", "k6"]
