"""A disk that is full is a reason to come back, never to lose what was sent."""

from acceptance_platform.problems import Refused
from domain.failures import FailureCode


def storage_full() -> Refused:
    """507, which clients take as: later."""
    return Refused(FailureCode.PLATFORM_STORAGE_FULL, 507, headers={"Retry-After": "300"})
