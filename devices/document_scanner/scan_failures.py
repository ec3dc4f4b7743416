"""What can go wrong with a scanner, each with its code, in one table for all drivers."""

from enum import Enum

from devices.errors import DeviceFailure, DeviceTrouble, DeviceUnreachable, ReadFailed
from domain.failures import FailureCode


class Trouble(Enum):
    UNREACHABLE = "unreachable"
    BUSY = "busy"
    JAM = "jam"
    DOUBLE_FEED = "double feed"
    COVER_OPEN = "cover open"
    FEEDER_EMPTY = "feeder empty"
    PAPER_LEFT = "paper left in"
    REFUSED = "refused"
    ANSWER_INVALID = "answer invalid"
    CANCELLED = "cancelled at the device"
    PAGES_MISSING = "pages missing"
    SILENT = "silent"
    NO_FILES = "no files"
    FILE_REFUSED = "file refused"


_FAILURES: dict[Trouble, tuple[type[DeviceFailure], FailureCode]] = {
    Trouble.UNREACHABLE: (DeviceUnreachable, FailureCode.SCANNER_UNREACHABLE),
    Trouble.BUSY: (ReadFailed, FailureCode.SCANNER_BUSY),
    Trouble.JAM: (DeviceTrouble, FailureCode.SCANNER_JAM),
    Trouble.DOUBLE_FEED: (DeviceTrouble, FailureCode.SCANNER_DOUBLE_FEED),
    Trouble.COVER_OPEN: (DeviceTrouble, FailureCode.SCANNER_COVER_OPEN),
    Trouble.FEEDER_EMPTY: (DeviceTrouble, FailureCode.SCANNER_FEEDER_EMPTY),
    Trouble.PAPER_LEFT: (ReadFailed, FailureCode.SCANNER_PAPER_LEFT),
    Trouble.REFUSED: (ReadFailed, FailureCode.SCANNER_REFUSED),
    Trouble.ANSWER_INVALID: (ReadFailed, FailureCode.SCANNER_ANSWER_INVALID),
    Trouble.CANCELLED: (ReadFailed, FailureCode.SCANNER_CANCELLED),
    Trouble.PAGES_MISSING: (ReadFailed, FailureCode.SCANNER_PAGES_MISSING),
    Trouble.SILENT: (DeviceUnreachable, FailureCode.SCANNER_SILENT),
    Trouble.NO_FILES: (ReadFailed, FailureCode.IMPORT_NO_FILES),
    Trouble.FILE_REFUSED: (ReadFailed, FailureCode.IMPORT_FILE_REFUSED),
}


def failure(trouble: Trouble, detail: str = "") -> DeviceFailure:
    """The failure to raise. ``detail``: wire facts only."""
    kind, code = _FAILURES[trouble]
    return kind(code, detail)
