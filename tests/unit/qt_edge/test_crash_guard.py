import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from qt_edge.crash_guard import CrashGuard

SECRET = "330203190001010013"


@pytest.fixture
def crashes() -> Iterator[list[str]]:
    seen: list[str] = []
    guard = CrashGuard(lambda: seen.append("crash"))
    guard.install()
    yield seen
    guard.remove()


def test_an_exception_of_the_gui_thread_is_told_once_and_logged_without_its_words(
    qtbot: QtBot, crashes: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: crashes == ["crash"])
    assert "uncaught ValueError at test_crash_guard.py" in caplog.text
    assert SECRET not in caplog.text


def test_an_exception_of_a_worker_is_only_logged(
    qtbot: QtBot, crashes: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ValueError(SECRET)

    with caplog.at_level(logging.CRITICAL):
        thread = threading.Thread(target=fail, name="worker")
        thread.start()
        thread.join()
    assert "ValueError on thread worker" in caplog.text
    assert SECRET not in caplog.text
    assert crashes == []


def test_the_hooks_are_given_back() -> None:
    before = (sys.excepthook, threading.excepthook)
    guard = CrashGuard(lambda: None)
    guard.install()
    assert sys.excepthook is not before[0]
    guard.remove()
    assert (sys.excepthook, threading.excepthook) == before
