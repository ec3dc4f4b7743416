"""An application put away, and taken up again."""

from devices.events import CodeScanned, DeviceEvent, PrintFailed, ReceiptPrinted
from domain.case.continue_code import shown
from domain.contract.draft import MyDrafts
from domain.contract.progress import ProgressQuery
from domain.documents.continue_slip import continue_slip
from domain.failures import Failure
from domain.identity.person import Person
from domain.text import text
from kiosk import journey_map
from kiosk.composition.hand_in import applicant_of
from kiosk.composition.keeping_up import save
from kiosk.composition.materials import THUMB_WIDTH
from kiosk.composition.service_stage import ServiceStage
from kiosk.composition.stage import Stage
from kiosk.composition.unfinished import begun_correction, begun_task, continued_of
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journey_map import AtPause, Task
from kiosk.journeys.materials.flow import Page
from kiosk.journeys.pause import flow as pause
from kiosk.journeys.pause.presenter import present as present_pause
from kiosk.journeys.pause.screen import PauseScreen
from kiosk.journeys.resume import flow as resume
from kiosk.journeys.resume.presenter import present as present_resume
from kiosk.journeys.resume.screen import ResumeScreen
from offline_queue.draft_resuming import ContinuedCase, ContinuedPage
from qt_edge.background_jobs import Err, Outcome


class PauseStage(Stage[pause.State, pause.Event, pause.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, place: AtPause) -> None:
        self._bench, self._ways, self._visit = bench, ways, place.visit
        self._job_id = ""
        first: pause.State = pause.Saved(place.visit.continue_code) if place.saved else pause.Saving()
        super().__init__(lambda: PauseScreen(bench.say), pause.TABLE, first, present_pause, self._perform)

    def opened(self) -> None:
        state = self.state
        self._perform(pause.PrintSlip(state.code) if isinstance(state, pause.Saved) else pause.Save())

    def on_device(self, event: DeviceEvent) -> None:
        if isinstance(event, ReceiptPrinted | PrintFailed) and event.job_id == self._job_id:
            self._ways.active()
            self.feed(pause.SlipFailed(event.failure) if isinstance(event, PrintFailed) else pause.SlipCame())

    def _perform(self, effect: pause.Effect) -> None:
        bench = self._bench
        match effect:
            case pause.Save():
                bench.storage.run(lambda: save(bench, self._visit), self._on_saved)
            case pause.Tell(code):
                self._ways.go(journey_map.Kept(code))
            case pause.PrintSlip(code):
                self._job_id = bench.ids.new_id()
                bench.devices.print(self._job_id, continue_slip(code, bench.clock.now(), bench.say))
            case pause.GoOn():
                self._ways.go(journey_map.Back())
            case pause.Leave():
                self._ways.end()

    def _on_saved(self, outcome: Outcome[str]) -> None:
        self.feed(pause.Failed(outcome.failure) if isinstance(outcome, Err) else pause.CodeCame(outcome.value))


class ResumeStage(ServiceStage[resume.State, resume.Event, resume.Effect]):
    """Whoever leaves before going on puts it down again."""

    def __init__(self, bench: Workbench, ways: Ways, person: Person, begun: Task | None = None) -> None:
        """``begun``: the answer to a correction that is being begun, of which something may have been kept."""
        self._bench, self._ways, self._person, self._begun = bench, ways, person, begun
        self._came: ContinuedCase | None = None
        self._continued: journey_map.Continued | None = None
        super().__init__(
            lambda: ResumeScreen(bench.say, own_letters=not bench.chinese_keys),
            resume.TABLE,
            _first(person, begun),
            present_resume,
            self._perform,
        )

    def opened(self) -> None:
        """What this person began is found without a code; without an answer the code is still a way."""
        if self._person.proven:
            self._perform(resume.ListOwn())

    def _on_own(self, outcome: Outcome[MyDrafts]) -> None:
        if not isinstance(self.state, resume.Typing | resume.LookingBack):
            return
        if isinstance(outcome, Err):
            self.feed(resume.OwnFailed())
        else:
            names = {item.code: item.name for item in self._bench.shop.catalogue.items}
            drafts = [one for one in outcome.value.drafts if self._begun is None or one.case_id == self._begun.draft_id]
            own = (
                resume.Own(
                    one.case_id,
                    names.get(one.item_code, one.item_code),
                    one.for_whom,
                    one.pages,
                    one.saved_at,
                    is_correction=one.is_correction,
                )
                for one in drafts
            )
            self.feed(resume.OwnCame(tuple(own)))

    def on_device(self, event: DeviceEvent) -> None:
        if isinstance(event, CodeScanned) and isinstance(self.state, resume.Typing):
            self._ways.active()
            self.feed(resume.CodeRead(event.text))

    def close(self) -> None:
        super().close()
        if self._came is not None:
            case_id, drafts = self._came.case.case_id, self._bench.keeper.drafts
            self._bench.storage.run(lambda: drafts.rest(case_id), lambda _: None)

    def _perform(self, effect: resume.Effect) -> None:
        match effect:
            case resume.Ask(code):
                applicant = applicant_of(self._person)
                self.ask(
                    lambda: self._looked_up(self._bench.resume(code, applicant)),
                    lambda answer: self._on_came(*answer),
                    resume.Failed,
                )
            case resume.ListOwn():
                self._bench.line.run(lambda: self._bench.personal.drafts(self._person), self._on_own)
            case resume.AskOwn(case_id):
                self.ask(
                    lambda: self._looked_up(self._bench.resume_own(self._person, case_id)),
                    lambda answer: self._on_came(*answer),
                    resume.Failed,
                )
            case resume.GoOn() if self._continued is not None:
                self._came = None
                self._ways.go(self._continued)
            case resume.BeginAnew():
                self._ways.go(journey_map.BegunAnew())
            case resume.Leave():
                self._ways.end()

    def _looked_up(self, came: ContinuedCase) -> tuple[ContinuedCase, tuple[Page, ...], Task | None]:
        """On the line's worker. What a correction asks for is asked anew: it may have been answered meanwhile."""
        pages = tuple(_with_picture(page) for page in came.pages)
        begun, catalogue = came.case.correction, self._bench.shop.catalogue
        if begun is None:
            return came, pages, begun_task(came.case, catalogue, self._bench.ids)
        progress = self._bench.platform.progress(ProgressQuery(case_id=begun.case_id, token=begun.token))
        return came, pages, begun_correction(came.case, begun, progress, catalogue)

    def _on_came(self, came: ContinuedCase, pages: tuple[Page, ...], task: Task | None) -> resume.Event:
        self._came = came
        self._continued = continued_of(came, pages, shown(came.code), task)
        if self._continued is None:
            return resume.CaseIsNotForHere(text("resume.not_here_hint"))
        return resume.CaseCame(self._continued.task.item.name, len(pages), came.pages_on_their_way)


def _first(person: Person, begun: Task | None) -> resume.State:
    if not person.proven:
        return resume.NotProven()
    return resume.LookingBack() if begun is not None else resume.Typing()


def _with_picture(page: ContinuedPage) -> Page:
    # Here and not above: a visit that continues nothing does without the picture library.
    from devices.page_imaging.preview import preview

    try:
        return Page(page.kept, preview(page.data, THUMB_WIDTH))
    except Failure:
        # It is safe; only its small picture is missing.
        return Page(page.kept)
