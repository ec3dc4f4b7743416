"""The last line: what nobody caught is logged without personal data, and the app decides what follows.

PySide6 hands an exception of a slot to ``sys.excepthook`` and goes on; one of a Python thread goes to
``threading.excepthook``. Neither hook touches a widget. The exception's own text is never logged: it
may quote a value a citizen gave.
"""

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from qt_edge.thread_marshal import ThreadMarshal

_log = logging.getLogger(__name__)


class CrashGuard:
    """Installs both hooks. ``on_crash`` runs on the GUI thread after an exception of the GUI thread;
    a worker that stumbled has told its caller by itself and is only logged."""

    def __init__(self, on_crash: Callable[[], None]) -> None:
        self._on_crash = on_crash
        self._marshal = ThreadMarshal(lambda _: self._on_crash())
        self._previous = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def remove(self) -> None:
        sys.excepthook, threading.excepthook = self._previous

    def _on_exception(self, kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        _log.critical("uncaught %s at %s", kind.__name__, places(trace))
        self._marshal.post("crash")

    @staticmethod
    def _on_thread_exception(arguments: threading.ExceptHookArgs) -> None:
        name = arguments.thread.name if arguments.thread else "?"
        _log.critical("%s on thread %s at %s", arguments.exc_type.__name__, name, places(arguments.exc_traceback))


def places(trace: TracebackType | None) -> str:
    """Files, lines and functions of a traceback, outermost first; no values."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " > ".join(found)
