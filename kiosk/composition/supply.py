"""Opens what a visit works with and closes it in the right order."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from devices.events import DeviceEvent
from domain.clock import Clock, SystemIds
from domain.failures import Failure, text_key
from domain.text import Say, Text, text
from kiosk.composition.face_rule import face_rule
from kiosk.composition.metered_devices import MeteredDevices
from kiosk.composition.paper_devices import MOUNTED_AT, paper_devices, stick_folder
from kiosk.composition.workbench import Upkeep, Workbench
from kiosk.settings import Settings
from kiosk.upkeep.counter_book import CounterBook
from kiosk.upkeep.sheet_reference import SheetBook
from kiosk.upkeep.touch_panel import TOUCH_HELPER, UDEV_DATA, TouchPanel
from kiosk.upkeep.usb_stick import HelpedStick, OpenStick
from offline_queue.draft_resuming import continue_case, take_over
from offline_queue.outbox import Outbox
from offline_queue.personal_desk import PersonalDesk
from offline_queue.phone_uploads import PhoneUploads
from offline_queue.platform_client import PlatformClient
from offline_queue.projection import Projection
from offline_queue.shop import ShopShelf
from offline_queue.station import Station
from qt_edge.background_jobs import BackgroundJobs, Outcome
from qt_edge.device_bridge import DeviceBridge
from qt_edge.outbox_bridge import OutboxBridge


@dataclass(frozen=True, slots=True)
class Supply:
    bench: Workbench
    metered: MeteredDevices
    devices: DeviceBridge
    outbox: Outbox
    projection: Projection
    platform: PlatformClient
    storage: BackgroundJobs
    line: BackgroundJobs
    queue_look: OutboxBridge

    def start(self) -> None:
        self.devices.start()
        self.queue_look.start()

    def close(self) -> None:
        """Looks, devices, jobs, files: nothing is asked of what is closed already. The job that waits for
        the network is not waited for: it holds nothing, and the next citizen is standing there."""
        self.queue_look.stop()
        self.devices.stop()
        self.storage.stop()
        self.line.leave()
        self.outbox.close()
        self.projection.close()


def open_supply(
    settings: Settings, say: Say, clock: Clock, shelf: ShopShelf, deliver: Callable[[DeviceEvent], None]
) -> Supply | Text:
    """Or why there can be no service now."""
    station = Station(settings.state)
    try:
        shop = shelf.shop()
        if shop is None:
            return text("home.no_catalogue")
        ids = SystemIds(clock)
        outbox = Outbox.open(station, clock, ids)
        projection = Projection.open(station, clock)
        platform = PlatformClient(station)
        devices = DeviceBridge(settings.devices, clock, deliver)
        enrolment = station.enrolment()
    except Failure as failure:
        return text(text_key(failure.code))
    storage, line = BackgroundJobs("storage"), BackgroundJobs("platform")
    personal = PersonalDesk(platform)
    upkeep, paper = upkeep_of(settings, station), paper_devices(settings.devices)
    metered = MeteredDevices(
        devices.manager, paper.scanner,
        lambda kind, amount: storage.run(lambda: upkeep.counters.add(kind, amount), _told_by_the_disk),
    )  # fmt: skip
    bench = Workbench(
        say, clock, ids, enrolment, shop, metered, outbox, projection, platform,
        personal, storage, line, partial(continue_case, platform, outbox), PhoneUploads(platform),
        paper, devices.preview,
        lambda person, case_id: take_over(platform, outbox, personal.resume_draft(person, case_id)),
        upkeep,
        chinese_keys=settings.virtual_keyboard,
        face=face_rule(settings),
    )  # fmt: skip
    return Supply(
        bench, metered, devices, outbox, projection, platform, storage, line, OutboxBridge(projection, storage)
    )


def upkeep_of(settings: Settings, station: Station) -> Upkeep:
    stick = stick_folder(settings.devices)
    helped = stick == Path(MOUNTED_AT)
    writer = HelpedStick(station.root / "to-stick") if helped else OpenStick(stick)
    panel = TouchPanel(station.root / "touch", helped=TOUCH_HELPER.exists(), udev=UDEV_DATA)
    return Upkeep(settings, station, stick, writer, CounterBook(station), SheetBook(station), panel)


def _told_by_the_disk(_outcome: Outcome[None]) -> None:
    """A disk that cannot be written is told by the home screen; a count is not worth another word."""
