"""Every action of the counter stands in a menu with its key, and no key means two things."""

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from assets.texts import Texts
from window_client.journeys.counter.screen.actions import ACTIONS
from window_client.journeys.counter.screen.menus import CounterMenus


@pytest.fixture
def screen(qtbot: QtBot) -> QWidget:
    screen = QWidget()
    qtbot.addWidget(screen)
    return screen


@pytest.fixture(params=["zh", "en"])
def menus(request: pytest.FixtureRequest, screen: QWidget) -> CounterMenus:
    menus = CounterMenus(Texts(request.param), screen)
    menus.setParent(screen)
    menus.show_lines(("劳动关系证明", "医疗诊断证明"))
    return menus


def in_menus(menus: CounterMenus) -> list[QAction]:
    return [action for menu in menus.actions() for action in menu.menu().actions() if action.isVisible()]


def test_every_action_stands_in_a_menu_with_its_key(menus: CounterMenus) -> None:
    shown = in_menus(menus)
    assert {action.key for action in ACTIONS} <= {action.shortcut().toString() for action in shown}
    assert len(shown) == len(ACTIONS) + 2
    assert all(action.text() and not action.shortcut().isEmpty() for action in shown)


def test_no_key_means_two_things(menus: CounterMenus) -> None:
    keys = [action.shortcut().toString(QKeySequence.SequenceFormat.PortableText) for action in in_menus(menus)]
    assert len(keys) == len(set(keys))


def test_letters_are_free_for_writing_away_from_the_papers(menus: CounterMenus) -> None:
    menus.show_step(paper=False, locked=False)
    alone = [action for action in in_menus(menus) if len(action.shortcut().toString()) == 1]
    assert alone
    assert not any(action.isEnabled() for action in alone)
    menus.show_step(paper=True, locked=False)
    assert all(action.isEnabled() for action in alone)
