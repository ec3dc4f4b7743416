"""For every test."""

import sys

import pytest

from qt_edge.lasting_constants import keep_constants


def pytest_configure(config: pytest.Config) -> None:
    """The test session is a long-running Qt process as well."""
    keep_constants()


def pytest_unconfigure(config: pytest.Config) -> None:
    """And ends as one: screens that tests left behind go before Python does."""
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtWidgets import QApplication

    from qt_edge.take_down import take_down

    if isinstance(app := QApplication.instance(), QApplication):
        take_down(app)
