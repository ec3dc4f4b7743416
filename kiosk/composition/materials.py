"""The materials step put together: scanner, camera, stick, phone and what is held already."""

from dataclasses import replace
from functools import partial

from PySide6.QtGui import QImage

from devices.events import DeviceEvent, DeviceStatus, PageFault, PageScanned, ScanFailed, ScanFinished
from devices.ports import ScanSettings
from domain.failures import Failure
from kiosk import journey_map
from kiosk.composition.held_papers import fetch_held, held_for
from kiosk.composition.keeping_up import KeepingUp
from kiosk.composition.paper_ways import ways_now
from kiosk.composition.phone_line import PhoneLine
from kiosk.composition.service_stage import ServiceStage
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journey_map import Task, Visit
from kiosk.journeys.materials import flow as materials
from kiosk.journeys.materials.presenter import present as present_materials
from kiosk.journeys.materials.screen import MaterialsScreen
from offline_queue.outbox import NewPage
from offline_queue.projection import QueueSummary
from qt_edge.background_jobs import Err, Outcome

THUMB_WIDTH = 320
"""Of a page's small picture, in pixels."""
_STICK_DPI = 200
_SCANS = (materials.Feeding, materials.Shooting, materials.Reading)


class MaterialsStage(ServiceStage[materials.State, materials.Event, materials.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, visit: Visit, task: Task) -> None:
        self._bench, self._ways, self._visit = bench, ways, visit
        self._keeping = KeepingUp()
        self._draft_id, self._item_name = task.draft_id, task.item.name
        self._connected: bool | None = None
        """``None``: not asked yet."""
        self._phone = PhoneLine(bench, self._on_phone)
        pile = materials.Pile(task.asked_item.materials, visit.pages)
        make_screen = partial(MaterialsScreen, bench.say, bench.ids.new_id)
        super().__init__(make_screen, materials.TABLE, materials.Checklist(pile), present_materials, self._perform)
        bench.preview.frame_arrived.connect(self._on_frame)

    def gathered(self) -> journey_map.Back:
        return journey_map.Back(pages=self.state.pile.pages)

    def close(self) -> None:
        if isinstance(self.state, _SCANS):
            self._bench.devices.cancel_scan()
        if isinstance(self.state, materials.Listening):
            self._phone.dismiss(self.state.upload_id)
        self._phone.stop()
        self._bench.preview.frame_arrived.disconnect(self._on_frame)
        self._bench.preview.leave(self._bench.paper.camera)
        super().close()

    def on_device(self, event: DeviceEvent) -> None:
        match event:
            case PageScanned(_, job_id, page):
                self._ways.active()
                if isinstance(self.state, (*_SCANS, materials.Stopped)):
                    self.feed(materials.SideArrived(job_id, page.blank, page.media_type, page.data))
            case ScanFinished(_, job_id) if isinstance(self.state, _SCANS):
                self.feed(materials.FeedEnded(job_id))
            case ScanFailed(_, job_id, failure) if isinstance(self.state, _SCANS):
                self.feed(materials.FeedFailed(job_id, failure))
            case DeviceStatus(kind="document_scanner"):
                self._on_status(event)

    def _on_status(self, status: DeviceStatus) -> None:
        match self.state:
            case materials.PutPaper() if status.device_id == self._bench.paper.scanner:
                self.feed(materials.PaperSeen(status.paper_loaded))
            case materials.Choosing():
                self._tell_ways()
            case materials.Aiming() if status.device_id == self._bench.paper.camera and status.failure is not None:
                self.feed(materials.CameraLost(status.failure))

    def _on_frame(self, _device_id: str, picture: QImage, faults: tuple[PageFault, ...]) -> None:
        if not isinstance(self.state, materials.Aiming | materials.Shooting):
            return
        if isinstance(self.screen, MaterialsScreen):
            self.screen.show_frame(picture, good=not faults)
        if isinstance(self.state, materials.Aiming) and (faults != self.state.faults or self.state.failure):
            self.feed(materials.FrameSeen(faults))

    def _on_phone(self, event: materials.Event) -> None:
        if isinstance(event, materials.PhonePagesCame):
            self._ways.active()
        self.feed(event)

    def _perform(self, effect: materials.Effect) -> None:
        match effect:
            case materials.LookAtFeeder():
                self._bench.devices.refresh()
            case materials.StartScan(job_id, way):
                self._start_scan(job_id, way)
            case materials.CancelScan():
                self._bench.devices.cancel_scan()
            case materials.KeepPage():
                self._bench.storage.run(lambda: self._keep(effect), self._on_kept)
            case materials.DropPage(digest):
                self._bench.storage.run(lambda: self._bench.keeper.drop_page(self._draft_id, digest), lambda _: None)
            case materials.PagesReady(pages):
                self._ways.go(journey_map.PagesReady(pages))
            case _:
                self._perform_way(effect)

    def _perform_way(self, effect: materials.Effect) -> None:
        camera, preview = self._bench.paper.camera, self._bench.preview
        match effect:
            case materials.LookForWays():
                self._bench.devices.refresh()
                self._bench.storage.run(self._bench.queue.summary, self._on_summary)
            case materials.OpenCamera():
                preview.watch(camera)
            case materials.CloseCamera():
                preview.leave(camera)
            case materials.Judge(picture):
                self._bench.storage.run(lambda: _faults(picture), self._on_judged)
            case materials.Shrink(picture):
                self._bench.storage.run(lambda: materials.Found(picture, _small(picture.data)), self._on_shrunk)
            case materials.LookUpHeld(material_id):
                self._look_up(material_id)
            case materials.FetchHeld(paper):
                self._fetch(paper)
            case materials.InvitePhone():
                self._phone.invite(self._draft_id)
            case materials.DismissPhone(upload_id):
                self._phone.dismiss(upload_id)

    def _start_scan(self, job_id: str, way: materials.WayName) -> None:
        paper = self._bench.paper
        device = {"camera": paper.camera, "stick": paper.stick}.get(way, paper.scanner)
        settings = ScanSettings(dpi=_STICK_DPI) if way == "stick" else ScanSettings()
        self._bench.devices.scan(job_id, settings, device)

    def _on_summary(self, outcome: Outcome[QueueSummary]) -> None:
        """Where nobody knows of the line (no agent runs) it is tried."""
        self._connected = not isinstance(outcome, Err) and outcome.value.connected is not False
        if isinstance(self.state, materials.Choosing):
            self._tell_ways()

    def _tell_ways(self) -> None:
        if self._connected is None:
            return
        statuses = self._bench.devices.statuses()
        ways = ways_now(self._bench.paper, statuses, self._visit, connected=self._connected)
        if isinstance(self.state, materials.Choosing) and ways != self.state.ways:
            self.feed(materials.WaysSeen(ways))

    def _look_up(self, material_id: str) -> None:
        person, name = self._visit.person, self.state.pile.name(material_id)
        assert person is not None
        self.ask(lambda: held_for(self._bench.personal, person, name), materials.HeldCame, materials.HeldFailed)

    def _fetch(self, paper: materials.HeldPaper) -> None:
        person, purpose = self._visit.person, self._item_name
        assert person is not None
        personal = self._bench.personal
        self.ask(lambda: fetch_held(personal, person, paper, purpose), materials.HeldPagesCame, materials.HeldFailed)

    def _keep(self, wanted: materials.KeepPage) -> materials.Page:
        """On the storage worker."""
        picture = wanted.picture
        new = NewPage(wanted.material_id, wanted.page_no, picture.media_type, picture.grade, picture.data)
        return materials.Page(self._bench.keeper.keep_page(self._draft_id, new), _small(picture.data), wanted.way)

    def _on_kept(self, outcome: Outcome[materials.Page]) -> None:
        if isinstance(outcome, Err):
            self.feed(materials.KeepFailed(outcome.failure))
            return
        self.feed(materials.PageKept(outcome.value))
        if not self._closed:
            self._keeping.keep(self._bench, replace(self._visit, pages=self.state.pile.pages, stood="materials"))

    def _on_judged(self, outcome: Outcome[tuple[PageFault, ...]]) -> None:
        if not isinstance(self.state, materials.Shooting):
            return
        if isinstance(outcome, Err):
            self.feed(materials.FeedFailed(self.state.job_id, outcome.failure))
        else:
            self.feed(materials.Judged(outcome.value))

    def _on_shrunk(self, outcome: Outcome[materials.Found]) -> None:
        if isinstance(self.state, materials.Reading) and not isinstance(outcome, Err):
            self.feed(materials.Shrunk(outcome.value))


def _faults(picture: materials.Picture) -> tuple[PageFault, ...]:
    """On the storage worker. Raises ``Failure``."""
    from devices.page_imaging.quality import assess

    return assess(picture.data).faults


def _small(data: bytes) -> bytes:
    """On the storage worker; empty for what cannot be drawn: a page without a small picture is better than none."""
    from devices.page_imaging.preview import preview

    try:
        return preview(data, THUMB_WIDTH)
    except Failure:
        return b""
