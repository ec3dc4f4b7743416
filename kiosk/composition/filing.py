"""The working steps put together: form and review."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from assets.places import load_places
from domain.catalogue.prefill import prefill
from domain.contract.certificate import LicenceAnswers
from domain.contract.signature import Signature, Signer
from domain.identity.person import Person
from kiosk import journey_map
from kiosk.composition.arrival import authority_of
from kiosk.composition.hand_in import applicants_of, draft_of, page_counts
from kiosk.composition.service_stage import ServiceStage
from kiosk.composition.stage import Stage
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journey_map import Task, Visit
from kiosk.journeys.form import flow as form
from kiosk.journeys.form.presenter import present as present_form
from kiosk.journeys.form.screen import FormScreen
from kiosk.journeys.review import flow as review
from kiosk.journeys.review.presenter import present as present_review
from kiosk.journeys.review.screen import ReviewScreen
from kiosk.places import Source
from offline_queue.outbox import CaseDraft, CommittedCase
from qt_edge.background_jobs import Err, Outcome


class FormStage(ServiceStage[form.State, form.Event, form.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, visit: Visit, task: Task, person: Person) -> None:
        self._bench, self._ways, self._person = bench, ways, person
        make_screen = partial(FormScreen, bench.say, bench.today, own_letters=not bench.chinese_keys)
        regions = bench.shop.catalogue.regions
        known = prefill(task.item, person, regions)
        values = known if visit.values is None else visit.values
        sources: Mapping[str, Source] = dict.fromkeys(known, "card") if visit.values is None else visit.sources
        asks_place = any(field.kind == "place" for field in task.item.fields)
        sheet = form.Sheet(
            task.item, regions, values, sources, load_places() if asks_place else None,
            licences="offered" if _may_read_licences(visit) else "none",
        )  # fmt: skip
        super().__init__(make_screen, form.TABLE, form.Filling(sheet), present_form, self._perform)

    def gathered(self) -> journey_map.Back:
        sheet = self.state.sheet
        return journey_map.Back(values=sheet.values, sources=sheet.sources)

    def _perform(self, effect: form.Effect) -> None:
        match effect:
            case form.Filled(values, sources):
                self._ways.go(journey_map.FormFilled(values, sources))
            case form.AskLicences():
                personal, person, code = self._bench.personal, self._person, self.state.sheet.item.code
                self.ask(lambda: personal.licence_answers(person, code), _told, form.LicencesFailed)
            case form.ShowField(field_id) if isinstance(self.screen, FormScreen):
                self.screen.show_field(field_id)


def _may_read_licences(visit: Visit) -> bool:
    """They are those of who is present: not of somebody else's matter, and not of who only typed."""
    here = visit.person
    return here is not None and here.proven and visit.agent is None and visit.organisation is None


def _told(answers: LicenceAnswers) -> form.Event:
    return form.LicencesCame({one.field_id: one.value for one in answers.answers})


class ReviewStage(Stage[review.State, review.Event, review.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, visit: Visit, task: Task, person: Person) -> None:
        self._bench = bench
        self._ways = ways
        self._signature = visit.signature
        self._draft = draft_of(visit, task, person, bench.shop.catalogue, bench.enrolment)
        summary = review.Summary(
            item=task.asked_item,
            authority=task.authority or authority_of(bench, task.item, person, self._draft.region),
            regions=bench.shop.catalogue.regions,
            pages=page_counts(visit.pages),
            correction=task.correction,
            applicants=applicants_of(visit),
            values=visit.values or {},
            held=frozenset(page.kept.material_id for page in visit.pages if page.way == "held"),
            signature=visit.signature.picture if visit.signature else b"",
        )
        super().__init__(
            lambda: ReviewScreen(bench.say), review.TABLE, review.Reviewing(summary), present_review, self._perform
        )

    def gathered(self) -> journey_map.Back:
        return journey_map.Back(signature=self._signature)

    def _perform(self, effect: review.Effect) -> None:
        match effect:
            case review.Commit(picture):
                draft = self._signed(picture)
                self._bench.storage.run(lambda: self._bench.keeper.commit(draft), self._on_committed)
            case review.HandedIn(committed):
                self._ways.go(journey_map.Committed(committed))
            case review.OpenForm():
                self._ways.go(journey_map.EditForm())
            case review.OpenMaterials():
                self._ways.go(journey_map.EditMaterials())

    def _signed(self, picture: bytes) -> CaseDraft:
        """Whoever stands here signs: the agent, where there is one."""
        if picture and self._signature is None:
            by: Signer = "agent" if self._draft.agent is not None else "applicant"
            self._signature = Signature.of(picture, by, self._bench.clock.now())
        return replace(self._draft, signature=self._signature)

    def _on_committed(self, outcome: Outcome[CommittedCase]) -> None:
        self._ways.active()
        self.feed(review.SaveFailed(outcome.failure) if isinstance(outcome, Err) else review.Saved(outcome.value))
