"""The devices of one station: commands in, events out."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

from devices.attendant import Attendant, Routine
from devices.catalog import (
    KEYBOARD_SCANNER,
    DeviceSpec,
    blank_rule,
    encoder_of,
    has_preview,
    kind_of,
    make_driver,
)
from devices.commands import (
    Command,
    CompareFace,
    Job,
    ListenCodes,
    PresentCode,
    Print,
    PrintPages,
    Refresh,
    Scan,
    WatchCards,
    WatchPreview,
)
from devices.events import (
    CodeScanFailed,
    CodeScanned,
    Condition,
    DeviceEvent,
    DeviceKind,
    DeviceStatus,
    PreviewFrame,
)
from devices.face_routine import FaceRoutine
from devices.health import Health, health_after
from devices.job_routines import PagePrintRoutine, PrintRoutine, ScanRoutine
from devices.lifecycle import Lifecycle
from devices.ports import ScanSettings
from devices.station_check import refuse_contradictions
from devices.watch_routines import CodeRoutine, KeyboardCodeRoutine, card_routine, social_card_routine
from devices.worker_thread import CancelFlag, Newest, WorkerThread
from domain.clock import Clock
from domain.documents.document import Document
from domain.failures import FailureCode

STOP_SECONDS = 1.0


class DeviceManager:
    """One thread a device. Every command returns at once; ``emit`` is called on the device's own thread,
    or on the caller's for a command whose device is not configured. After :meth:`stop` nothing is emitted.

    Jobs go to the first device of their kind unless they name one, cards and codes are taken from all.
    Raises :class:`domain.failures.Failure` for a driver the catalogue does not know, and as
    :func:`devices.station_check.refuse_contradictions`.
    """

    def __init__(self, specs: Sequence[DeviceSpec], emit: Callable[[DeviceEvent], None], clock: Clock) -> None:
        self._emit = emit
        self._clock = clock
        self._stopped = False
        self._scan_cancelled = CancelFlag()
        self._face_cancelled = CancelFlag()
        refuse_contradictions(specs)
        self._kinds = {spec.id: kind_of(spec.driver) for spec in specs}
        self._statuses = {name: DeviceStatus(name, kind, Condition.CLOSED) for name, kind in self._kinds.items()}
        self._health = {name: Health(Condition.CLOSED, clock.now()) for name in self._kinds}
        self._frames: dict[str, Newest[PreviewFrame]] = {spec.id: Newest() for spec in specs}
        self._cameras = tuple(spec.id for spec in specs if has_preview(spec.driver))
        self._threads = {spec.id: self._thread(spec) for spec in specs}

    def start(self) -> None:
        for thread in self._threads.values():
            thread.start()

    def stop(self) -> None:
        """Ends every thread within a second, also in the middle of a scan. Part of the shutdown order."""
        self.cancel_scan()
        self.cancel_face()
        for thread in self._threads.values():
            thread.ask_to_end()
        end = self._clock.monotonic() + STOP_SECONDS
        for thread in self._threads.values():
            thread.join(max(0.0, end - self._clock.monotonic()))
        self._stopped = True

    def watch_cards(self, on: bool) -> None:
        self._tell_all("id_card_reader", WatchCards(on))
        self._tell_all("smart_card_reader", WatchCards(on))

    def listen_codes(self, on: bool) -> None:
        self._tell_all("qr_scanner", ListenCodes(on))

    def present_code(self, event: CodeScanned | CodeScanFailed) -> None:
        """A code typed by the keyboard scanner ``event.device_id``: told while someone listens."""
        self._threads[event.device_id].post(PresentCode(event))

    def scan(self, job_id: str, settings: ScanSettings, device_id: str = "") -> None:
        """``device_id``: which scanner or camera, for stations that have several."""
        self._scan_cancelled = CancelFlag()
        self._give("document_scanner", Scan(job_id, settings, self._scan_cancelled), device_id)

    def cancel_scan(self) -> None:
        """The scan under way or waiting ends as ``ScanFailed``; pages told before stay good."""
        self._scan_cancelled.set()

    def cameras(self) -> tuple[str, ...]:
        """The devices that can show what they see."""
        return self._cameras

    def watch_preview(self, device_id: str, on: bool) -> None:
        """While on, ``PreviewReady`` is told at most twelve times a second and :meth:`preview_frame` gives the frame.
        Over a pulled plug it stays on: the status says so, and frames come again when the camera does."""
        if device_id in self._cameras:
            self._threads[device_id].post(WatchPreview(on))

    def preview_frame(self, device_id: str) -> PreviewFrame | None:
        """The newest frame, once."""
        return self._frames[device_id].take()

    def print(self, job_id: str, document: Document) -> None:
        self._give("receipt_printer", Print(job_id, document))

    def print_pages(self, job_id: str, pdf: bytes) -> None:
        """A4 pages; ends as ``PagesPrinted`` or ``PrintFailed``."""
        self._give("page_printer", PrintPages(job_id, pdf))

    def compare_face(self, job_id: str, portrait: bytes) -> None:
        """``portrait``: PNG of the card; ends as ``FaceCompared`` or ``FaceFailed``."""
        self._face_cancelled = CancelFlag()
        self._give("face_camera", CompareFace(job_id, portrait, self._face_cancelled))

    def cancel_face(self) -> None:
        """The camera goes off; the comparison under way ends as ``unsure``."""
        self._face_cancelled.set()

    def refresh(self) -> None:
        """Every device tells its latest status, changed or not."""
        for thread in self._threads.values():
            thread.post(Refresh())

    def statuses(self) -> dict[str, DeviceStatus]:
        return dict(self._statuses)

    def health(self) -> dict[str, Health]:
        """How each device has been doing since the manager was made."""
        return dict(self._health)

    def _give(self, kind: DeviceKind, job: Job, wanted: str = "") -> None:
        for device_id, thread in self._threads.items():
            if self._kinds[device_id] == kind and wanted in ("", device_id):
                thread.post(job)
                return
        self._tell(job.failed("", FailureCode.DEVICE_NOT_CONFIGURED))

    def _tell_all(self, kind: DeviceKind, command: Command) -> None:
        for device_id, thread in self._threads.items():
            if self._kinds[device_id] == kind:
                thread.post(command)

    def _tell(self, event: DeviceEvent) -> None:
        if isinstance(event, DeviceStatus):
            self._statuses[event.device_id] = event
        if event.device_id in self._health:
            self._health[event.device_id] = health_after(self._health[event.device_id], event, self._clock.now())
        if not self._stopped:
            self._emit(event)

    def _thread(self, spec: DeviceSpec) -> WorkerThread:
        lifecycle = Lifecycle(self._statuses[spec.id], self._tell)
        attendant: Attendant[Any] = Attendant(
            lambda: make_driver(spec),
            _routine(spec, lifecycle, self._tell, self._frames[spec.id]),
            lifecycle,
            self._clock,
        )
        return WorkerThread(f"device-{spec.id}", attendant)


def _routine(
    spec: DeviceSpec, lifecycle: Lifecycle, tell: Callable[[DeviceEvent], None], frames: Newest[PreviewFrame]
) -> Routine[Any]:
    match kind_of(spec.driver):
        case "id_card_reader":
            return card_routine(spec.id, lifecycle, tell)
        case "smart_card_reader":
            return social_card_routine(spec.id, lifecycle, tell)
        case "qr_scanner":
            routine = KeyboardCodeRoutine if spec.driver == KEYBOARD_SCANNER else CodeRoutine
            return routine(spec.id, lifecycle, tell)
        case "document_scanner":
            return ScanRoutine(spec.id, lifecycle, tell, blank_rule(), frames)
        case "receipt_printer":
            return PrintRoutine(spec.id, lifecycle, tell, _encoder(spec))
        case "page_printer":
            return PagePrintRoutine(spec.id, lifecycle, tell)
        case "face_camera":
            return FaceRoutine(spec.id, lifecycle, tell)


def _encoder(spec: DeviceSpec) -> Callable[[Document], bytes]:
    """Made when the first receipt comes: settings it cannot use have kept the driver from opening by then."""
    made = cache(partial(encoder_of, spec))

    def encoded(document: Document) -> bytes:
        return made()(document)

    return encoded
