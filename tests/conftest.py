"""For every test."""

import gc
import sys
from collections.abc import Generator
from itertools import count

import pytest

from qt_edge.lasting_constants import keep_constants

_ALL_EVERY = 10
"""Tests; threads of what is left in cycles end only when it is collected."""
_tests = count()


def pytest_configure(config: pytest.Config) -> None:
    """The test session is a long-running Qt process as well."""
    keep_constants()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A widget that the collector frees on another thread, such as that of a worker's line to its session, waits there
    for the GUI thread for ever: here only this thread collects, between two tests."""
    gc.disable()
    done = yield
    if "qapp" in getattr(item, "fixturenames", ()) or next(_tests) % _ALL_EVERY == 0:
        gc.collect()
        # What lives still are modules and what fixtures hold: not to be looked through after every test.
        gc.freeze()
    else:
        gc.collect(1)
    return done


def pytest_unconfigure(config: pytest.Config) -> None:
    """And ends as one: screens that tests left behind go before Python does."""
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtWidgets import QApplication

    from qt_edge.take_down import take_down

    if isinstance(app := QApplication.instance(), QApplication):
        take_down(app)
