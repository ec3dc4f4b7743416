"""Runs one flow: events in, state shown, effects performed."""

import logging
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from domain.flow.machine import IllegalEvent, Machine

S = TypeVar("S")
E = TypeVar("E")
F = TypeVar("F")

_log = logging.getLogger(__name__)


class FlowDriver(Generic[S, E, F]):
    """GUI thread only. An event fed while another is being handled waits its turn, so that a
    handler never sees a half-made step. Illegal events are logged by their type and change nothing."""

    def __init__(self, machine: Machine[S, E, F], show: Callable[[S], None], perform: Callable[[F], None]) -> None:
        self._machine = machine
        self._show = show
        self._perform = perform
        self._waiting: deque[E] = deque()
        self._handling = False

    @property
    def state(self) -> S:
        return self._machine.state

    def start(self) -> None:
        self._show(self._machine.state)

    def feed(self, event: E) -> None:
        self._waiting.append(event)
        if self._handling:
            return
        self._handling = True
        try:
            while self._waiting:
                self._handle(self._waiting.popleft())
        finally:
            self._handling = False

    def _handle(self, event: E) -> None:
        try:
            effects = self._machine.feed(event)
        except IllegalEvent as refused:
            _log.info("%s", refused)
            return
        self._show(self._machine.state)
        for effect in effects:
            self._perform(effect)
