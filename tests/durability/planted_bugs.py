"""Durability bugs to be caught (``reliability`` R14), each put into a child process of the harness and nowhere else."""

from collections.abc import Callable, Mapping


def plant(name: str) -> None:
    """Into this process. Empty: none."""
    if name:
        BUGS[name]()


BUGS: Mapping[str, Callable[[], None]] = {}
