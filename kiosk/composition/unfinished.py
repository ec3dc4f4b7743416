"""A visit as an unfinished application, and back. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from domain.catalogue.model import Catalogue
from domain.catalogue.scenarios import allowed
from domain.clock import IdSource
from domain.contract.draft import CorrectionBegun
from domain.contract.progress import CaseProgress
from domain.contract.submission import Applicant
from domain.identity.person import Organisation, Person, kind_of_number
from kiosk import journey_map
from kiosk.composition.hand_in import applicant_of, correction_task, numbered, organisation_of, region_of
from kiosk.journey_map import DONE_HERE, Task, Visit
from kiosk.journeys.materials.flow import Page
from kiosk.places import Source, Stood
from offline_queue.draft_keeper import UnfinishedCase
from offline_queue.draft_resuming import ContinuedCase
from offline_queue.station import StationEnrolment


def unfinished_of(
    visit: Visit, task: Task, person: Person, catalogue: Catalogue, enrolment: StationEnrolment
) -> UnfinishedCase:
    values = dict(visit.values or {})
    return UnfinishedCase(
        case_id=task.draft_id,
        item_code=task.item.code,
        catalogue_version=catalogue.version,
        form_version=task.item.form_version,
        applicant=applicant_of(person, values.get("mobile", "")),
        region=region_of(visit, person, catalogue, enrolment),
        scenarios=task.chosen,
        fields=values,
        sources={key: visit.sources.get(key, "user") for key in values},
        pages=numbered(visit.pages),
        agent=applicant_of(visit.agent) if visit.agent else None,
        organisation=organisation_of(visit),
        place=visit.stood,
        signature=visit.signature,
        held=tuple(page.kept.sealed_digest for page in visit.pages if page.way == "held"),
        correction=CorrectionBegun(case_id=task.case_id, token=task.token) if task.correction else None,
    )


def continued_of(
    came: ContinuedCase, pages: Sequence[Page], code: str, task: Task | None
) -> journey_map.Continued | None:
    """``pages``: those of ``came`` with their small pictures; what the item asks for no longer is left out. ``None``
    without a task, and for another form by now."""
    case = came.case
    if task is None or task.item.form_version != case.form_version:
        return None
    asked = {material.id for material in task.item.materials}
    pages = [page for page in pages if page.kept.material_id in asked]
    return journey_map.Continued(
        task=task,
        values=dict(case.fields),
        sources=_sources(case),
        pages=tuple(replace(page, way="held") if page.kept.sealed_digest in case.held else page for page in pages),
        code=code,
        stood=_stood(came),
        signature=None if came.pages_on_their_way else case.signature,
        principal=_person(case.applicant) if case.agent else None,
        organisation=Organisation(case.organisation.name, case.organisation.credit_code) if case.organisation else None,
    )


def begun_task(case: UnfinishedCase, catalogue: Catalogue, ids: IdSource) -> Task | None:
    """Of a new case; ``None`` when the item is not done here, or asks other questions by now."""
    item = next((item for item in catalogue.items if item.code == case.item_code), None)
    if item is None or item.kiosk_class not in DONE_HERE or not allowed(item, case.scenarios):
        return None
    return Task(case.case_id, case.case_id, item, ids.new_token(), chosen=case.scenarios)


def begun_correction(
    case: UnfinishedCase, begun: CorrectionBegun, progress: CaseProgress, catalogue: Catalogue
) -> Task | None:
    """``None`` when it was answered meanwhile, or another one is asked for by now."""
    task = correction_task(progress, begun.token, catalogue)
    return task if task is not None and task.submission_id == case.case_id else None


def _sources(case: UnfinishedCase) -> dict[str, Source]:
    known: dict[str, Source] = {"card": "card", "library": "library"}
    return {key: known[source] for key, source in case.sources.items() if source in known}


def _stood(came: ContinuedCase) -> Stood:
    """Pages that are still on their way are captured again before anything is looked over."""
    match came.case.place:
        case "review":
            return "materials" if came.pages_on_their_way else "review"
        case "materials":
            return "materials"
        case _:
            return "form"


def _person(applicant: Applicant) -> Person:
    kind = kind_of_number(applicant.id_kind, applicant.id_number)
    return Person(kind, applicant.name, applicant.id_number, applicant.address, applicant.proof)
