"""Keeps PySide6 from reading the source of every module that is imported after it.

Its import hook looks for the word ``PySide6`` in each of them through ``inspect.getsource``, to know whether a feature
switch (``snake_case``, ``true_property``) may be meant for it (the hook is described in pyzo/pyzo#851). Python's line
cache keeps all it read: 525 sources, 11 MB of a visit, and reading them is part of its start. No module of ours
uses a switch; told that a module uses PySide, the hook notes "no switch" for it and reads nothing.
"""

import linecache
import sys


def leave_sources_unread() -> None:
    """Once a process, after the first import of PySide6. A traceback still shows its lines."""
    hook = sys.modules.get("shibokensupport.feature")
    if hasattr(hook, "_mod_uses_pyside"):
        hook._mod_uses_pyside = lambda _module: True  # type: ignore[union-attr]  # noqa: SLF001
    linecache.clearcache()
