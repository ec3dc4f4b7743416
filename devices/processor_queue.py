"""How long a process has waited for a processor: on a crowded machine that is no fault of the process."""

from pathlib import Path

_NANOSECONDS = 1e-9


def seconds_queued(pid: int) -> float:
    """Of its main thread, since it began (``/proc/PID/schedstat``, second field). 0 for a process that is gone, and on
    a kernel that does not count it."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[1]) * _NANOSECONDS
    except (OSError, IndexError):
        return 0.0
