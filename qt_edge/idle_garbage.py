"""Python's cyclic garbage, collected on the GUI thread between two events, and never the whole heap.

By itself the interpreter collects on whatever thread allocates: on a worker it would destroy a ``QObject`` of the GUI
thread there, and a full collection holds every thread until it has looked through all modules, for 60 to 100 ms.
See ``docs/adr/0016-garbage-is-collected-between-events.md``.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 250


class IdleGarbage(QObject):
    """One a process. GUI thread only."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """What is loaded now stays for the life of the process: it is never looked through again."""
        gc.freeze()
        gc.disable()
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation whose time has come, as the interpreter would."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [age for age, (count, limit) in enumerate(zip(counts, limits, strict=True)) if count > limit]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """As the interpreter has it by itself."""
        self._timer.stop()
        gc.enable()
        gc.unfreeze()
