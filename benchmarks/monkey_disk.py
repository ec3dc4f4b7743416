"""A disk that takes no more, as the monkey's process meets it: no file may grow beyond a few kilobytes.

The kiosk is in that process. Whoever else writes from it (an administrator's order, a stick) has a disk of his own, and
frees it first. A write too far fails with EFBIG, because Python ignores SIGXFSZ; a process begun meanwhile inherits it.
"""

import resource

_SMALLEST = 4096
"""Bytes. A station's database is larger."""


def fill() -> None:
    _limit_files(_SMALLEST)


def free() -> None:
    _limit_files(resource.getrlimit(resource.RLIMIT_FSIZE)[1])


def _limit_files(size: int) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
