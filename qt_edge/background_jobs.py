"""Work off the GUI thread, one job after another, with the outcome back on the GUI thread."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from domain.failures import Failure, FailureCode
from qt_edge.thread_marshal import ThreadMarshal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ok(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class Err:
    failure: FailureCode


Outcome: TypeAlias = Ok[T] | Err


@dataclass(frozen=True, slots=True)
class _Finished:
    done: Callable[[object], None]
    outcome: object


class BackgroundJobs:
    """A long-lived worker. A ``Failure`` of a job is its ``Err``; any other exception is a bug and
    reaches ``threading.excepthook``, after which the worker goes on."""

    def __init__(self, name: str) -> None:
        self._jobs: queue.SimpleQueue[tuple[Callable[[], object], Callable[[object], None]] | None] = (
            queue.SimpleQueue()
        )
        self._marshal = ThreadMarshal(self._finish)
        self._stopped = False
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def run(self, work: Callable[[], T], done: Callable[[Outcome[T]], None]) -> None:
        """``work`` runs on the worker, ``done`` on the GUI thread."""
        self._jobs.put((work, done))  # type: ignore[arg-type]

    def stop(self) -> None:
        """Finish what was asked for, then end; nobody hears of it any more, for screens go next. Part of the shutdown
        order."""
        self._jobs.put(None)
        self._thread.join()
        self._stopped = True

    def leave(self) -> None:
        """End after what was asked for, which is not waited for. A worker that idles is gone before the interpreter is:
        one that lives when Qt is taken down may crash the end of the process."""
        self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            work, done = job
            try:
                outcome: object = Ok(work())
            except Failure as failure:
                outcome = Err(failure.code)
            except Exception as error:
                threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, self._thread)))
                outcome = Err(FailureCode.CRASHED)
            self._marshal.post(_Finished(done, outcome))

    def _finish(self, finished: _Finished) -> None:
        if not self._stopped:
            finished.done(finished.outcome)
