"""From step to step."""

from dataclasses import replace

from domain.catalogue.scenarios import next_question
from domain.flow.machine import Step, Table
from domain.identity.person import Organisation
from kiosk.map_events import (
    ActFor,
    Back,
    Begin,
    BegunAnew,
    Browse,
    Committed,
    Continued,
    DiscardDraft,
    DropPages,
    EditForm,
    EditMaterials,
    Effect,
    Event,
    FaceSettled,
    FormFilled,
    GuideRead,
    Identified,
    Kept,
    LookUp,
    Maintain,
    Open,
    OtherItem,
    PagesReady,
    Pause,
    Restart,
    RestDraft,
    ScenarioChosen,
    TaskChosen,
    taken_along,
)
from kiosk.places import (
    DONE_HERE,
    NEEDS_PERSON,
    AtBehalf,
    AtDone,
    AtFace,
    AtForm,
    AtGuide,
    AtHome,
    AtIdentify,
    AtMaintenance,
    AtMaterials,
    AtPause,
    AtProgress,
    AtReview,
    AtScenario,
    AtSearch,
    AtService,
    Audience,
    Place,
    Service,
    Task,
    Visit,
    standing,
)

__all__ = [
    "DONE_HERE",
    "NEEDS_PERSON",
    "ActFor",
    "AtBehalf",
    "AtDone",
    "AtFace",
    "AtForm",
    "AtGuide",
    "AtHome",
    "AtIdentify",
    "AtMaintenance",
    "AtMaterials",
    "AtPause",
    "AtProgress",
    "AtReview",
    "AtScenario",
    "AtSearch",
    "AtService",
    "Audience",
    "Back",
    "Begin",
    "BegunAnew",
    "Browse",
    "Committed",
    "Continued",
    "DiscardDraft",
    "DropPages",
    "EditForm",
    "EditMaterials",
    "Effect",
    "Event",
    "FaceSettled",
    "FormFilled",
    "GuideRead",
    "Identified",
    "Kept",
    "LookUp",
    "Maintain",
    "Open",
    "OtherItem",
    "PagesReady",
    "Pause",
    "Place",
    "RestDraft",
    "Restart",
    "ScenarioChosen",
    "Service",
    "Task",
    "TaskChosen",
    "Visit",
    "standing",
    "taken_along",
]  # fmt: skip


def _begin(_place: AtHome, event: Begin) -> Step[Place, Effect]:
    return Step(AtIdentify(Visit(), event.laid))


def _browse(_place: AtHome, event: Browse) -> Step[Place, Effect]:
    return Step(AtSearch(Visit(audience=event.audience)))


def _look_up(_place: AtHome, event: LookUp) -> Step[Place, Effect]:
    return Step(AtProgress(Visit(), event.words))


def _identified(place: AtIdentify, event: Identified) -> Step[Place, Effect]:
    visit = replace(place.visit, person=event.person)
    if event.portrait:
        return Step(AtFace(visit, event.portrait, event.for_another, event.unfinished))
    return Step(_known(visit, for_another=event.for_another, unfinished=event.unfinished))


def _face_settled(place: AtFace, event: FaceSettled) -> Step[Place, Effect]:
    visit = replace(place.visit, face=event.evidence, person=event.vouched or place.visit.person)
    return Step(_known(visit, for_another=place.for_another, unfinished=place.unfinished))


def _known(visit: Visit, *, for_another: bool, unfinished: bool) -> Place:
    if unfinished:
        return AtService(visit, "continue")
    return AtBehalf(visit) if for_another else _after_identity(visit)


def _act_for(place: AtBehalf, event: ActFor) -> Step[Place, Effect]:
    if isinstance(event.principal, Organisation):
        return Step(_after_identity(replace(place.visit, organisation=event.principal)))
    return Step(_after_identity(replace(place.visit, person=event.principal, agent=place.visit.person)))


def _open(place: AtHome | AtDone | AtProgress, event: Open) -> Step[Place, Effect]:
    visit = place.visit if isinstance(place, AtDone) else Visit()
    if event.service in NEEDS_PERSON and visit.person is None:
        return Step(AtIdentify(replace(visit, service=event.service)))
    return Step(AtService(visit, event.service))


def _after_identity(visit: Visit) -> Place:
    if visit.service is not None:
        return AtService(visit, visit.service)
    if visit.task is not None and visit.task.correction and visit.may_pause:
        # An answer to it that was kept is not replaced without being asked about.
        return AtService(visit, "continue")
    return AtSearch(visit) if visit.task is None else _first_work(visit, visit.task)


def _first_work(visit: Visit, task: Task) -> Place:
    return AtForm(visit) if task.item.fields else _after_form(visit, task)


def _after_form(visit: Visit, task: Task) -> Place:
    return AtMaterials(visit) if any(material.to_scan for material in task.asked_item.materials) else AtReview(visit)


def _chosen(place: AtHome | AtSearch, event: TaskChosen) -> Step[Place, Effect]:
    """Another matter is another case: what was gathered for the one before goes."""
    old = place.visit.task
    discard = () if old is None or not place.visit.pages else (_let_go(place.visit, old),)
    visit = replace(place.visit, task=event.task, values=None, sources={}, pages=(), signature=None,
                    continue_code="")  # fmt: skip
    return Step(AtScenario(visit) if _asks(event.task) else AtGuide(visit), discard)


def _asks(task: Task) -> bool:
    """An item that is not done here goes to its guide, which says so, without a question."""
    return task.item.kiosk_class in DONE_HERE and next_question(task.item, task.chosen) is not None


def _scenario(place: AtScenario, event: ScenarioChosen) -> Step[Place, Effect]:
    if place.visit.task is None:
        return Step(place)
    task = replace(place.visit.task, chosen=event.chosen)
    if _asks(task):
        return Step(AtScenario(replace(place.visit, task=task)))
    wanted = {material.id for material in task.asked_item.materials}
    kept = tuple(page for page in place.visit.pages if page.kept.material_id in wanted)
    gone = tuple(page.kept.sealed_digest for page in place.visit.pages if page not in kept)
    drop = (DropPages(task.draft_id, gone),) if gone else ()
    return Step(AtGuide(replace(place.visit, task=task, pages=kept)), drop)


def _back_to_question(place: AtScenario | AtGuide, _event: Back) -> Step[Place, Effect]:
    """One question back; before the first there is the list."""
    task = place.visit.task
    if task is None or not task.chosen:
        return Step(AtSearch(place.visit))
    return Step(AtScenario(replace(place.visit, task=replace(task, chosen=task.chosen[:-1]))))


def _correct(_place: AtProgress, event: TaskChosen) -> Step[Place, Effect]:
    return Step(AtIdentify(Visit(task=event.task)))


def _guide_read(place: AtGuide, _event: GuideRead) -> Step[Place, Effect]:
    """Reading is free; from here on it must be known who applies."""
    task = place.visit.task
    if task is None:
        return Step(place)
    return Step(AtIdentify(place.visit) if place.visit.person is None else _first_work(place.visit, task))


def _back_from_identify(place: AtIdentify, _event: Back) -> Step[Place, Effect]:
    """To the guide that was read; an answer to a correction has none."""
    task = place.visit.task
    return Step(place if task is None or task.correction else AtGuide(place.visit))


def _filled(place: AtForm, event: FormFilled) -> Step[Place, Effect]:
    visit = replace(place.visit, values=event.values, sources=event.sources)
    return Step(place if visit.task is None else _after_form(visit, visit.task))


def _back_to_search(place: AtGuide, _event: OtherItem) -> Step[Place, Effect]:
    return Step(AtSearch(place.visit))


def _back_from_form(place: AtForm, event: Back) -> Step[Place, Effect]:
    """An answer to a correction begins at the form: there is nothing before it."""
    visit = replace(place.visit, values=event.values, sources=event.sources)
    return Step(AtForm(visit) if visit.task is None or visit.task.correction else AtGuide(visit))


def _back_from_materials(place: AtMaterials, event: Back) -> Step[Place, Effect]:
    visit = replace(place.visit, pages=place.visit.pages if event.pages is None else event.pages)
    if visit.task is None or (visit.task.correction and not visit.task.item.fields):
        return Step(AtMaterials(visit))
    return Step(AtForm(visit) if visit.task.item.fields else AtGuide(visit))


def _back_from_review(place: AtReview, _event: Back) -> Step[Place, Effect]:
    task = place.visit.task
    if task is None:
        return Step(place)
    visit = _unsigned(place)
    before = _after_form(visit, task)
    return Step(before if isinstance(before, AtMaterials) else AtForm(visit))


def _unsigned(place: AtReview) -> Visit:
    """A signature stands under what was looked at: whoever goes back to change something signs again."""
    return replace(place.visit, signature=None)


def _edit_form(place: AtReview, _event: EditForm) -> Step[Place, Effect]:
    return Step(AtForm(_unsigned(place)))


def _edit_materials(place: AtReview, _event: EditMaterials) -> Step[Place, Effect]:
    return Step(AtMaterials(_unsigned(place)))


def _pages(place: AtMaterials, event: PagesReady) -> Step[Place, Effect]:
    return Step(AtReview(replace(place.visit, pages=event.pages)))


def _committed(place: AtReview, event: Committed) -> Step[Place, Effect]:
    return Step(AtDone(place.visit, event.committed))


def _pause(place: AtForm | AtMaterials | AtReview, event: Pause) -> Step[Place, Effect]:
    if not place.visit.may_pause:
        return Step(place)
    return Step(AtPause(taken_along(standing(place), event.gathered)))


def _kept(place: AtPause, event: Kept) -> Step[Place, Effect]:
    return Step(AtPause(replace(place.visit, continue_code=event.code), saved=True))


def _back_from_pause(place: AtPause, _event: Back) -> Step[Place, Effect]:
    task = place.visit.task
    return Step(place if task is None else _where_it_stood(place.visit, task))


def _where_it_stood(visit: Visit, task: Task) -> Place:
    match visit.stood:
        case "review":
            return AtReview(visit)
        case "materials":
            return _after_form(visit, task)
        case "form":
            return _first_work(visit, task)


def _continued(place: AtService, event: Continued) -> Step[Place, Effect]:
    visit = replace(
        place.visit, service=None, task=event.task, values=event.values, sources=event.sources, pages=event.pages,
        continue_code=event.code, organisation=event.organisation, stood=event.stood, signature=event.signature,
    )  # fmt: skip
    if event.principal is not None:
        visit = replace(visit, person=event.principal, agent=place.visit.agent or place.visit.person)
    return Step(_where_it_stood(visit, event.task))


def _begun_anew(place: AtService, _event: BegunAnew) -> Step[Place, Effect]:
    task = place.visit.task
    return Step(place if task is None else _first_work(replace(place.visit, service=None), task))


def _let_go(visit: Visit, task: Task, *, put_away: bool = False) -> Effect:
    is_kept = visit.continue_code or (put_away and visit.may_pause)
    return RestDraft(task.draft_id) if is_kept else DiscardDraft(task.draft_id)


def _restart(place: Place, event: Restart) -> Step[Place, Effect]:
    """Also for a draft whose pages have not reached the review yet: discarding none is harmless. Before an answer to a
    correction is begun there may be an earlier one of the same id, which its owner kept."""
    task = place.visit.task
    unbegun = task is not None and task.correction and isinstance(place, AtIdentify | AtFace | AtBehalf)
    unfinished = task is not None and not unbegun and not isinstance(place, AtDone | AtService)
    return Step(
        AtHome(), (_let_go(place.visit, task, put_away=event.put_away),) if task is not None and unfinished else ()
    )


TABLE: Table[Place, Effect] = {
    (AtHome, Begin): _begin,
    (AtHome, Browse): _browse,
    (AtHome, LookUp): _look_up,
    (AtHome, TaskChosen): _chosen,
    (AtHome, Open): _open,
    (AtHome, Maintain): AtMaintenance(),
    (AtHome, Restart): AtHome(),
    (AtIdentify, Identified): _identified,
    (AtIdentify, Back): _back_from_identify,
    (AtIdentify, Restart): _restart,
    (AtFace, FaceSettled): _face_settled,
    (AtFace, Restart): _restart,
    (AtBehalf, ActFor): _act_for,
    (AtBehalf, Restart): _restart,
    (AtSearch, TaskChosen): _chosen,
    (AtSearch, Restart): _restart,
    (AtScenario, ScenarioChosen): _scenario,
    (AtScenario, Back): _back_to_question,
    (AtScenario, Restart): _restart,
    (AtGuide, GuideRead): _guide_read,
    (AtGuide, OtherItem): _back_to_search,
    (AtGuide, Back): _back_to_question,
    (AtGuide, Restart): _restart,
    (AtForm, FormFilled): _filled,
    (AtForm, Pause): _pause,
    (AtForm, Back): _back_from_form,
    (AtForm, Restart): _restart,
    (AtMaterials, PagesReady): _pages,
    (AtMaterials, Pause): _pause,
    (AtMaterials, Back): _back_from_materials,
    (AtMaterials, Restart): _restart,
    (AtReview, Committed): _committed,
    (AtReview, Pause): _pause,
    (AtReview, EditForm): _edit_form,
    (AtReview, EditMaterials): _edit_materials,
    (AtReview, Back): _back_from_review,
    (AtReview, Restart): _restart,
    (AtPause, Kept): _kept,
    (AtPause, Back): _back_from_pause,
    (AtPause, Restart): _restart,
    (AtDone, Open): _open,
    (AtDone, Restart): _restart,
    (AtService, Continued): _continued,
    (AtService, BegunAnew): _begun_anew,
    (AtService, Restart): _restart,
    (AtProgress, TaskChosen): _correct,
    (AtProgress, Open): _open,
    (AtProgress, Restart): _restart,
    (AtMaintenance, Restart): AtHome(),
}
