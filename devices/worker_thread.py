"""The one place that starts a device's thread: a queue of commands, a turn in between, a quick end."""

import logging
import queue
import threading
import traceback
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Duty(Protocol):
    """What a thread does for its device. Every method but ``interrupt`` runs on that thread only."""

    def turn(self) -> float:
        """Do what is due; seconds until something is due again."""
        ...

    def obey(self, command: Any) -> None: ...

    def crashed(self) -> None:
        """The call before this one raised something that is not a device's failure: a bug."""
        ...

    def end(self) -> None:
        """Let go of everything."""
        ...

    def interrupt(self) -> None:
        """Called from another thread: make the blocking call under way end early."""
        ...


class CancelFlag:
    """Set on one thread, read on another; never taken back."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        self._event.set()

    def __bool__(self) -> bool:
        return self._event.is_set()


class Newest(Generic[T]):
    """Room for one: put by one thread, taken by another; what is not taken in time is replaced."""

    def __init__(self) -> None:
        self._room: deque[T] = deque(maxlen=1)
        self._announced = False

    def put(self, value: T) -> bool:
        """Whether the other thread has to be told: not while it still has to take what it was told of."""
        self._room.append(value)
        told, self._announced = self._announced, True
        return not told

    def take(self) -> T | None:
        # In this order: a value put in between is announced once too often, never not at all.
        self._announced = False
        try:
            return self._room.pop()
        except IndexError:
            return None


class WorkerThread:
    """One long-lived thread. A bug in the duty is logged without its message (which may hold what a
    device read), told to the duty, and the thread goes on."""

    def __init__(self, name: str, duty: Duty) -> None:
        self._duty = duty
        self._commands: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._ending = CancelFlag()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def post(self, command: Any) -> None:
        self._commands.put(command)

    def ask_to_end(self) -> None:
        """Returns at once; commands still waiting are dropped."""
        self._ending.set()
        self._commands.put(None)
        self._duty.interrupt()

    def join(self, seconds: float) -> bool:
        """False if the thread still hangs in a call that nothing can interrupt; it ends by itself after it."""
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while not self._ending:
            if not self._survives(self._step):
                self._survives(self._duty.crashed)
        self._survives(self._duty.end)

    def _survives(self, call: Callable[[], None]) -> bool:
        try:
            call()
        except Exception as error:  # noqa: BLE001 - top of the worker
            _log.error("%s crashed: %s", self._thread.name, _place(error))
            return False
        return True

    def _step(self) -> None:
        wait = self._duty.turn()
        try:
            command = self._commands.get(timeout=max(wait, 0.0)) if wait > 0 else self._commands.get_nowait()
        except queue.Empty:
            return
        if not self._ending:
            self._duty.obey(command)


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} at " + " < ".join(f"{f.filename}:{f.lineno}" for f in reversed(frames))
