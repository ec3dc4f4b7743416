"""Large buffers go back to the system when they are let go (glibc, mallopt(3)).

glibc learns from the first piece of a page that is freed to keep all of that size, in an arena for each thread: an
agent with eight lanes stayed larger for ever.
"""

import contextlib
import ctypes

_MMAP_THRESHOLD = -3
_LARGE = 256 << 10


def give_back_large_buffers() -> None:
    """For the rest of the process. Another C library than glibc is left alone."""
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
