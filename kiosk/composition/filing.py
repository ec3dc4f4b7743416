"""The working steps put together: form, materials, review."""

from dataclasses import replace
from functools import partial

from assets.places import load_places
from devices.events import DeviceEvent, DeviceStatus, PageScanned, ScanFailed, ScanFinished
from devices.ports import ScanSettings
from domain.catalogue.prefill import prefill
from domain.failures import Failure
from domain.identity.person import Person
from kiosk import journey_map
from kiosk.composition.arrival import authority_of
from kiosk.composition.hand_in import applicants_of, draft_of, page_counts
from kiosk.composition.keeping_up import keep_up
from kiosk.composition.stage import Stage
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journey_map import Task, Visit
from kiosk.journeys.form import flow as form
from kiosk.journeys.form.presenter import present as present_form
from kiosk.journeys.form.screen import FormScreen
from kiosk.journeys.materials import flow as materials
from kiosk.journeys.materials.presenter import present as present_materials
from kiosk.journeys.materials.screen import MaterialsScreen
from kiosk.journeys.review import flow as review
from kiosk.journeys.review.presenter import present as present_review
from kiosk.journeys.review.screen import ReviewScreen
from offline_queue.outbox import CommittedCase, NewPage
from qt_edge.background_jobs import Err, Outcome

THUMB_WIDTH = 320
"""Of a page's small picture, in pixels."""


class FormStage(Stage[form.State, form.Event, form.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, visit: Visit, task: Task, person: Person) -> None:
        self._ways = ways
        make_screen = partial(FormScreen, bench.say, bench.today, own_letters=not bench.chinese_keys)
        regions = bench.shop.catalogue.regions
        known = prefill(task.item, person, regions)
        values = known if visit.values is None else visit.values
        from_card = frozenset(known) if visit.values is None else visit.from_card
        asks_place = any(field.kind == "place" for field in task.item.fields)
        sheet = form.Sheet(task.item, regions, values, from_card, load_places() if asks_place else None)
        super().__init__(make_screen, form.TABLE, form.Filling(sheet), present_form, self._perform)

    def gathered(self) -> journey_map.Back:
        sheet = self.state.sheet
        return journey_map.Back(values=sheet.values, from_card=sheet.from_card)

    def _perform(self, effect: form.Effect) -> None:
        match effect:
            case form.Filled(values, from_card):
                self._ways.go(journey_map.FormFilled(values, from_card))
            case form.ShowField(field_id) if isinstance(self.screen, FormScreen):
                self.screen.show_field(field_id)


class MaterialsStage(Stage[materials.State, materials.Event, materials.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, visit: Visit, task: Task) -> None:
        self._bench = bench
        self._ways = ways
        self._visit = visit
        self._case_id = task.case_id
        pile = materials.Pile(task.asked_item.materials, visit.pages)
        make_screen = partial(MaterialsScreen, bench.say, bench.ids.new_id)
        super().__init__(make_screen, materials.TABLE, materials.Checklist(pile), present_materials, self._perform)

    def gathered(self) -> journey_map.Back:
        return journey_map.Back(pages=self.state.pile.pages)

    def close(self) -> None:
        if isinstance(self.state, materials.Feeding):
            self._bench.devices.cancel_scan()
        super().close()

    def on_device(self, event: DeviceEvent) -> None:
        match event:
            case PageScanned(_, job_id, page):
                self._ways.active()
                if isinstance(self.state, materials.Feeding | materials.Stopped):
                    self.feed(materials.SideArrived(job_id, page.blank, page.media_type, page.data))
            case ScanFinished(_, job_id) if isinstance(self.state, materials.Feeding):
                self.feed(materials.FeedEnded(job_id))
            case ScanFailed(_, job_id, failure) if isinstance(self.state, materials.Feeding):
                self.feed(materials.FeedFailed(job_id, failure))
            case DeviceStatus(kind="document_scanner") if isinstance(self.state, materials.PutPaper):
                self.feed(materials.PaperSeen(event.paper_loaded))

    def _perform(self, effect: materials.Effect) -> None:
        match effect:
            case materials.LookAtFeeder():
                self._bench.devices.refresh()
            case materials.StartScan(job_id):
                self._bench.devices.scan(job_id, ScanSettings())
            case materials.CancelScan():
                self._bench.devices.cancel_scan()
            case materials.KeepPage():
                self._bench.storage.run(lambda: self._keep(effect), self._on_kept)
            case materials.DropPage(digest):
                self._bench.storage.run(lambda: self._bench.keeper.drop_page(self._case_id, digest), lambda _: None)
            case materials.PagesReady(pages):
                self._ways.go(journey_map.PagesReady(pages))

    def _keep(self, wanted: materials.KeepPage) -> materials.Page:
        """On the storage worker. A page that scanned without staff has trust grade C."""
        new = NewPage(wanted.material_id, wanted.page_no, wanted.media_type, "C", wanted.data)
        kept = self._bench.keeper.keep_page(self._case_id, new)
        from devices.page_imaging.preview import preview

        try:
            return materials.Page(kept, preview(wanted.data, THUMB_WIDTH))
        except Failure:
            # Safe already: a page without a small picture is better than a page scanned twice.
            return materials.Page(kept)

    def _on_kept(self, outcome: Outcome[materials.Page]) -> None:
        if isinstance(outcome, Err):
            if isinstance(self.state, materials.Feeding | materials.Stopped):
                self.feed(materials.KeepFailed(outcome.failure))
            return
        self.feed(materials.PageKept(outcome.value))
        if not self._closed:
            keep_up(self._bench, replace(self._visit, pages=self.state.pile.pages))


class ReviewStage(Stage[review.State, review.Event, review.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, visit: Visit, task: Task, person: Person) -> None:
        self._bench = bench
        self._ways = ways
        self._draft = draft_of(visit, task, person, bench.shop.catalogue, bench.enrolment)
        summary = review.Summary(
            item=task.asked_item,
            authority=task.authority or authority_of(bench, task.item, person, self._draft.region),
            regions=bench.shop.catalogue.regions,
            pages=page_counts(visit.pages),
            correction=task.correction,
            applicants=applicants_of(visit),
            values=visit.values or {},
        )
        super().__init__(
            lambda: ReviewScreen(bench.say), review.TABLE, review.Reviewing(summary), present_review, self._perform
        )

    def _perform(self, effect: review.Effect) -> None:
        match effect:
            case review.Commit():
                self._bench.storage.run(lambda: self._bench.keeper.commit(self._draft), self._on_committed)
            case review.HandedIn(committed):
                self._ways.go(journey_map.Committed(committed))
            case review.OpenForm():
                self._ways.go(journey_map.EditForm())
            case review.OpenMaterials():
                self._ways.go(journey_map.EditMaterials())

    def _on_committed(self, outcome: Outcome[CommittedCase]) -> None:
        self._ways.active()
        self.feed(review.SaveFailed(outcome.failure) if isinstance(outcome, Err) else review.Saved(outcome.value))
