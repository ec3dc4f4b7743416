"""Objects of the GUI thread die on the GUI thread, and the modules of the program are not looked through again."""

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from qt_edge.idle_garbage import IdleGarbage


class _Ring:
    """Garbage only a collector finds; tells on which thread it went."""

    def __init__(self, went_on: list[int]) -> None:
        self._went_on = went_on
        self._itself = self

    def __del__(self) -> None:
        self._went_on.append(threading.get_ident())


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[IdleGarbage]:
    idle = IdleGarbage()
    idle.start()
    yield idle
    idle.stop()


def _allocate() -> None:
    """Enough for three collections of the young, as the interpreter counts by itself."""
    kept = [[] for _ in range(gc.get_threshold()[0] * 3)]
    assert kept


def test_a_busy_worker_does_not_destroy_what_belongs_to_the_gui_thread(garbage: IdleGarbage) -> None:
    went_on: list[int] = []
    _Ring(went_on)
    worker = threading.Thread(target=_allocate)
    worker.start()
    worker.join()
    assert went_on == []
    _allocate_and_keep(garbage)
    assert went_on == [threading.get_ident()]


def _allocate_and_keep(garbage: IdleGarbage) -> None:
    kept = [[] for _ in range(gc.get_threshold()[0] * 2)]
    garbage.look()
    assert kept


def test_the_old_are_collected_too_when_their_time_has_come(garbage: IdleGarbage) -> None:
    went_on: list[int] = []
    ring = _Ring(went_on)
    gc.collect(1)
    del ring
    looks = 0
    while not went_on and looks < 1000:
        _allocate_and_keep(garbage)
        looks += 1
    assert went_on
    assert looks > gc.get_threshold()[1]


def test_what_was_loaded_before_is_not_looked_through(garbage: IdleGarbage) -> None:
    assert gc.get_freeze_count() > 10_000
    assert len(gc.get_objects()) < gc.get_freeze_count()


def test_afterwards_the_interpreter_collects_by_itself_again(qtbot: QtBot) -> None:
    idle = IdleGarbage()
    idle.start()
    assert not gc.isenabled()
    idle.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
