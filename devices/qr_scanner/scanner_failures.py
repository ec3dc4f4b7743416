"""What every code scanner says when it is away."""

from devices.errors import DeviceUnreachable
from domain.failures import FailureCode


def unreachable(detail: str) -> DeviceUnreachable:
    """``detail``: what the line said, never content."""
    return DeviceUnreachable(FailureCode.CODE_SCANNER_UNREACHABLE, detail)
