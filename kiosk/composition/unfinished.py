"""A visit as an unfinished application, and back. Pure."""

from collections.abc import Iterable

from domain.catalogue.model import Catalogue
from domain.clock import IdSource
from domain.contract.submission import Applicant
from domain.identity.person import Organisation, Person, kind_of_number
from kiosk import journey_map
from kiosk.composition.hand_in import applicant_of, numbered, organisation_of, region_of
from kiosk.journey_map import DONE_HERE, Task, Visit
from kiosk.journeys.materials.flow import Page
from offline_queue.draft_keeper import UnfinishedCase
from offline_queue.station import StationEnrolment

AT_FORM = "form"
AT_MATERIALS = "materials"
"""Words of ``UnfinishedCase.place``."""


def unfinished_of(
    visit: Visit, task: Task, person: Person, catalogue: Catalogue, enrolment: StationEnrolment
) -> UnfinishedCase:
    values = dict(visit.values or {})
    return UnfinishedCase(
        case_id=task.case_id,
        item_code=task.item.code,
        catalogue_version=catalogue.version,
        form_version=task.item.form_version,
        applicant=applicant_of(person, values.get("mobile", "")),
        region=region_of(visit, person, catalogue, enrolment),
        scenarios=task.chosen,
        fields=values,
        sources={key: "card" if key in visit.from_card else "user" for key in values},
        pages=numbered(visit.pages),
        agent=applicant_of(visit.agent) if visit.agent else None,
        organisation=organisation_of(visit),
        place=AT_MATERIALS if visit.pages else AT_FORM,
    )


def continued_of(
    case: UnfinishedCase, pages: Iterable[Page], code: str, catalogue: Catalogue, ids: IdSource
) -> journey_map.Continued | None:
    """``None``: the item is not done here, or its form is another one by now."""
    item = next((item for item in catalogue.items if item.code == case.item_code), None)
    if item is None or item.kiosk_class not in DONE_HERE or item.form_version != case.form_version:
        return None
    return journey_map.Continued(
        task=Task(case.case_id, case.case_id, item, ids.new_token(), chosen=case.scenarios),
        values=dict(case.fields),
        from_card=frozenset(key for key, source in case.sources.items() if source == "card"),
        pages=tuple(pages),
        code=code,
        at_form=case.place != AT_MATERIALS,
        principal=_person(case.applicant) if case.agent else None,
        organisation=Organisation(case.organisation.name, case.organisation.credit_code) if case.organisation else None,
    )


def _person(applicant: Applicant) -> Person:
    kind = kind_of_number(applicant.id_kind, applicant.id_number)
    return Person(kind, applicant.name, applicant.id_number, applicant.address, applicant.proof)
