"""Keeps ``None``, ``True`` and ``False`` alive on CPython 3.11 under PySide6 6.12.

PySide6 6.12.0 returns them from its calls without taking a reference (``setText`` loses one of ``None``, ``emit``
one of ``True``), which is right only since Python 3.12, where they are immortal (PEP 683). On 3.11 a process that runs
for a shift ends with ``Fatal Python error: none_dealloc``; ``tests/unit/qt_edge/test_lasting_constants.py``.
"""

import ctypes
import sys

_IMMORTAL_SINCE = (3, 12)
_RESERVE = 1 << 40
"""References: more than a process that loses a million a second uses up in twelve days."""


def keep_constants() -> None:
    """Once a process, before Qt runs. Does nothing where they cannot die."""
    if sys.version_info >= _IMMORTAL_SINCE:
        return
    for constant in (None, True, False):
        ctypes.c_ssize_t.from_address(id(constant)).value += _RESERVE
