import threading

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from domain.failures import Failure, FailureCode
from qt_edge.background_jobs import BackgroundJobs, Err, Ok


def test_work_leaves_the_gui_thread_and_its_outcome_comes_back(qtbot: QtBot) -> None:
    jobs = BackgroundJobs("test")
    seen: list[object] = []
    jobs.run(threading.get_ident, lambda outcome: seen.append((outcome, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    jobs.stop()
    ((outcome, came_back_on),) = seen  # type: ignore[misc]
    assert isinstance(outcome, Ok)
    assert outcome.value != threading.get_ident()
    assert came_back_on == threading.get_ident()


def test_a_failure_is_an_answer_and_the_worker_goes_on(qtbot: QtBot) -> None:
    jobs = BackgroundJobs("test")
    seen: list[object] = []

    def fail() -> None:
        raise Failure(FailureCode.STORE_DISK_FULL)

    jobs.run(fail, seen.append)
    jobs.run(lambda: 7, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 2)
    jobs.stop()
    assert seen == [Err(FailureCode.STORE_DISK_FULL), Ok(7)]


def test_a_bug_is_told_to_the_hook_and_to_the_caller(qtbot: QtBot, monkeypatch) -> None:
    hooked: list[type] = []
    monkeypatch.setattr(threading, "excepthook", lambda arguments: hooked.append(arguments.exc_type))
    jobs = BackgroundJobs("test")
    seen: list[object] = []
    jobs.run(lambda: 1 // 0, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    jobs.stop()
    assert hooked == [ZeroDivisionError]
    assert isinstance(seen[0], Err)


def test_a_worker_that_is_stopped_does_what_was_asked_for_and_tells_nobody(qtbot: QtBot) -> None:
    """Whose screens may be gone when the event loop comes round."""
    jobs = BackgroundJobs("stopped")
    done: list[int] = []
    told: list[object] = []
    jobs.run(lambda: done.append(1), told.append)
    jobs.stop()
    QCoreApplication.sendPostedEvents()
    assert (done, told) == ([1], [])


def test_a_worker_that_is_left_does_what_was_asked_for_and_ends(qtbot: QtBot) -> None:
    held, done = threading.Event(), threading.Event()
    jobs = BackgroundJobs("left")
    jobs.run(held.wait, lambda _: None)
    jobs.run(done.set, lambda _: None)
    jobs.leave()
    assert not done.is_set(), "nobody waited"
    held.set()
    assert done.wait(5)
    qtbot.waitUntil(lambda: all(thread.name != "left" for thread in threading.enumerate()))
