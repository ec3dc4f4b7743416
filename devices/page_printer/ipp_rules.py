"""What an A4 printer's state means for us. Pure. Keywords: RFC 8011, section 5.4.12; also those CUPS adds."""

from collections.abc import Iterable
from enum import Enum, IntEnum

from devices.errors import DeviceFailure, DeviceTrouble, DeviceUnreachable, ReadFailed
from devices.page_printer.ipp_codec import Attributes
from devices.ports import PrintProgress
from domain.failures import FailureCode


class Trouble(Enum):
    UNREACHABLE = "unreachable"
    PAPER_OUT = "paper out"
    JAM = "jam"
    COVER_OPEN = "cover open"
    TONER = "toner"
    STOPPED = "stopped"
    REFUSED = "refused"
    SILENT = "silent"


class JobState(IntEnum):
    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELLED = 7
    ABORTED = 8
    COMPLETED = 9


_FAILURES: dict[Trouble, tuple[type[DeviceFailure], FailureCode]] = {
    Trouble.UNREACHABLE: (DeviceUnreachable, FailureCode.PAGE_PRINTER_UNREACHABLE),
    Trouble.PAPER_OUT: (DeviceTrouble, FailureCode.PAGE_PRINTER_PAPER_OUT),
    Trouble.JAM: (DeviceTrouble, FailureCode.PAGE_PRINTER_JAM),
    Trouble.COVER_OPEN: (DeviceTrouble, FailureCode.PAGE_PRINTER_COVER_OPEN),
    Trouble.TONER: (DeviceTrouble, FailureCode.PAGE_PRINTER_TONER),
    Trouble.STOPPED: (DeviceTrouble, FailureCode.PAGE_PRINTER_STOPPED),
    Trouble.REFUSED: (ReadFailed, FailureCode.PAGE_PRINTER_JOB_REFUSED),
    Trouble.SILENT: (ReadFailed, FailureCode.PAGE_PRINTER_SILENT),
}
CONNECTING = "connecting-to-device"
_REASONS: tuple[tuple[Trouble, tuple[str, ...]], ...] = (
    (Trouble.COVER_OPEN, ("cover-open", "door-open", "interlock-open")),
    (Trouble.JAM, ("media-jam",)),
    (Trouble.PAPER_OUT, ("media-empty", "media-needed", "input-tray-missing")),
    (Trouble.TONER, ("toner-empty", "marker-supply-empty", "marker-supply-missing")),
    (Trouble.UNREACHABLE, ("offline", CONNECTING, "timed-out")),
    (Trouble.STOPPED, ("paused", "stopping", "shutdown", "other-error")),
)
_NEAR_END = ("media-low", "toner-low", "marker-supply-low")
IDLE, _STOPPED = 3, 5
"""``printer-state``."""
_SUFFIXES = ("-error", "-warning", "-report")


def failure(trouble: Trouble, detail: str = "") -> DeviceFailure:
    """The failure to raise. ``detail``: keywords and codes only."""
    kind, code = _FAILURES[trouble]
    return kind(code, detail)


def trouble_of(state: int, reasons: Iterable[str]) -> Trouble | None:
    """What keeps the printer from printing; a warning alone does not."""
    plain = {_plain(reason) for reason in reasons if not reason.endswith(("-warning", "-report"))}
    for trouble, words in _REASONS:
        if plain.intersection(words):
            return trouble
    return Trouble.STOPPED if state == _STOPPED else None


def near_end(reasons: Iterable[str]) -> bool:
    return any(_plain(reason) in _NEAR_END for reason in reasons)


_COUNTERS = (("job-impressions-completed", "job-impressions"), ("job-media-sheets-completed", "job-media-sheets"))
"""What is done and of how many (RFC 8011, 5.3.17 and 5.3.18): sides, or sheets where a printer counts only those."""
PROGRESS_ATTRIBUTES = tuple(word for pair in _COUNTERS for word in pair)


def progress_of(job: Attributes) -> PrintProgress | None:
    """``None`` while the printer neither counts nor knows of how many. A total below what is done is none."""
    told = [(_count(job, done), _count(job, total)) for done, total in _COUNTERS]
    for done, total in told:
        if done:
            return PrintProgress(done, total if total >= done else None)
    return next((PrintProgress(0, total) for _, total in told if total), None)


def _count(job: Attributes, name: str) -> int:
    """0 if it is not told."""
    value = job.get(name, (0,))[0]
    return value if isinstance(value, int) else 0


def _plain(reason: str) -> str:
    for suffix in _SUFFIXES:
        if reason.endswith(suffix) and reason != "other-error":
            return reason.removesuffix(suffix)
    return reason
