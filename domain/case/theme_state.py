"""When the cases of one theme (一件事) are decided: each department decides its own, the whole when all are."""

_OPEN = frozenset({"", "RECEIVED", "PRE_REVIEW", "CORRECTION", "RETURNED"})
"""Empty: the part has not arrived."""


def is_decided(state: str) -> bool:
    """Whether the department took the part up or refused it (受理, 不予受理)."""
    return state not in _OPEN
