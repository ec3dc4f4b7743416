"""The options a technician writes for a driver."""

from collections.abc import Mapping


def refuse_unknown(options: Mapping[str, object], *known: str) -> None:
    """A misspelt option would otherwise be ignored in silence. Raises ``ValueError`` with the names."""
    if unknown := sorted(options.keys() - set(known)):
        raise ValueError(f"unknown options {' '.join(unknown)}")
