"""The ports a driver implements. One thread owns a driver; every call may block up to its timeout.

Every method raises :class:`devices.errors.DeviceFailure` and nothing else for what the device or
the line does; anything else is a bug.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from devices.events import FaceOutcome, PreviewFrame, ScannedPage, SocialCard
from domain.identity.id_card import IdCard


class Driver(Protocol):
    def open(self) -> None:
        """Connect and check that the device answers."""
        ...

    def close(self) -> None:
        """Let go of the device. Safe at any time, also twice."""
        ...


@runtime_checkable
class Interruptible(Protocol):
    """A driver whose waiting can be cut short when its thread has to end."""

    def interrupt(self) -> None:
        """May be called from any thread: the call under way ends soon with ``DeviceUnreachable``."""
        ...


class IdCardReader(Driver, Protocol):
    def poll(self) -> IdCard | None:
        """One look: ``None`` while no new card lies on the reader. A card that stays is told once."""
        ...

    def check(self) -> None:
        """See that the reader still answers, without touching a card."""
        ...


class SocialCardReader(Driver, Protocol):
    def poll(self) -> SocialCard | None:
        """As :meth:`IdCardReader.poll`."""
        ...

    def check(self) -> None:
        """As :meth:`IdCardReader.check`."""
        ...


@dataclass(frozen=True, slots=True)
class ScanSettings:
    source: Literal["feeder", "flatbed"] = "feeder"
    duplex: bool = True
    colour: Literal["colour", "grey", "bilevel"] = "colour"
    dpi: int = 300
    paper: Literal["a4"] = "a4"


@dataclass(frozen=True, slots=True)
class ScannerStatus:
    paper_loaded: bool | None
    """``None``: the scanner cannot tell before a page is asked for."""
    warming_up: bool = False
    busy: bool = False


class DocumentScanner(Driver, Protocol):
    def status(self) -> ScannerStatus: ...

    def scan(self, settings: ScanSettings) -> Generator[ScannedPage]:
        """Pages as they come; closing the generator cancels the job on the device."""
        ...


@runtime_checkable
class LivePreview(Protocol):
    """A document scanner that shows what it sees before it takes a page: a document camera."""

    def preview(self) -> PreviewFrame:
        """What is seen now. The first call switches the camera on; it stays on, also over a scan."""
        ...

    def end_preview(self) -> None:
        """Switch the camera off. Safe at any time."""
        ...


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """A printer that can print. What it cannot do is raised as ``DeviceTrouble``."""

    paper_near_end: bool = False


class ReceiptPrinter(Driver, Protocol):
    def status(self) -> PrinterStatus: ...

    def print(self, data: bytes) -> None:
        """Returns when the printer confirmed the end of the job."""
        ...


@dataclass(frozen=True, slots=True)
class PrintProgress:
    """As :class:`devices.events.PagesPrinting` tells it."""

    done: int
    total: int | None


class PagePrinter(Driver, Protocol):
    def status(self) -> PrinterStatus: ...

    def print(self, data: bytes, tell: Callable[[PrintProgress], None]) -> None:
        """``data``: a PDF. Returns when the job was reported completed; before that ``tell`` is called with what the
        printer says of it, each time it is something new."""
        ...


class CodeScanner(Driver, Protocol):
    def read(self) -> str | None:
        """The next code, or ``None`` when the line was idle for the driver's poll time."""
        ...


class FaceComparer(Driver, Protocol):
    def check(self) -> None:
        """See that the camera is there, without switching it on."""
        ...

    def compare(self, portrait: bytes, is_wanted: Callable[[], bool]) -> FaceOutcome:
        """``portrait``: PNG. Ends as ``unsure`` when the time is over and soon after ``is_wanted`` says no; the camera
        is off then, and no picture is left anywhere."""
        ...
