"""A visit's data in the form the outbox and the receipt want it. Pure."""

from dataclasses import replace

from domain.case.receipt_code import ReceiptCode, encode
from domain.catalogue.model import Catalogue, Material
from domain.catalogue.prefill import home_region
from domain.contract.progress import CaseProgress
from domain.contract.submission import Applicant, OrganisationApplicant
from domain.documents.receipt import MaterialLine, ReceiptFacts
from domain.identity.masking import mask_mobile, mask_name
from domain.identity.person import ID_KINDS, Person
from kiosk.journey_map import Task, Visit
from kiosk.journeys.done.flow import Slip
from kiosk.journeys.materials.flow import Page
from kiosk.journeys.review.flow import Applicants
from offline_queue.outbox import CaseDraft, CommittedCase, KeptPage
from offline_queue.station import StationEnrolment


def draft_of(visit: Visit, task: Task, person: Person, catalogue: Catalogue, enrolment: StationEnrolment) -> CaseDraft:
    values = dict(visit.values or {})
    return CaseDraft(
        case_id=task.case_id,
        submission_id=task.submission_id,
        kind="correction" if task.correction else "new",
        item_code=task.item.code,
        catalogue_version=catalogue.version,
        form_version=task.item.form_version,
        applicant=applicant_of(person, values.get("mobile", ""), values.get("address", "")),
        region=region_of(visit, person, catalogue, enrolment),
        fields=values,
        sources={key: visit.sources.get(key, "user") for key in values},
        pages=numbered(visit.pages),
        token=task.token,
        scenarios=task.chosen,
        agent=applicant_of(visit.agent) if visit.agent else None,
        organisation=organisation_of(visit),
        face=visit.face,
    )


def organisation_of(visit: Visit) -> OrganisationApplicant | None:
    body = visit.organisation
    return OrganisationApplicant(name=body.name, credit_code=body.credit_code) if body else None


def applicant_of(person: Person, mobile: str = "", address: str = "") -> Applicant:
    """``address``: as written on the form, else the card's."""
    return Applicant(
        name=person.name,
        id_kind=ID_KINDS[person.kind],
        id_number=person.number,
        mobile=mobile,
        address=address or person.address,
        proof=person.proof,
    )


def applicants_of(visit: Visit) -> Applicants | None:
    return Applicants(visit.person, visit.agent, visit.organisation) if visit.person else None


def region_of(visit: Visit, person: Person, catalogue: Catalogue, enrolment: StationEnrolment) -> str:
    """As chosen on the form, else by the card, else where the case is handed in."""
    home = home_region(person, catalogue.regions)
    return (visit.values or {}).get("region") or (home.code if home else enrolment.node.region)


def numbered(pages: tuple[Page, ...]) -> tuple[KeptPage, ...]:
    """Numbered from 1 in each material: a page taken out leaves no hole."""
    counts: dict[str, int] = {}
    result = []
    for page in pages:
        counts[page.kept.material_id] = counts.get(page.kept.material_id, 0) + 1
        result.append(replace(page.kept, page_no=counts[page.kept.material_id]))
    return tuple(result)


def page_counts(pages: tuple[Page, ...]) -> dict[str, int]:
    """By material id."""
    counts: dict[str, int] = {}
    for page in pages:
        counts[page.kept.material_id] = counts.get(page.kept.material_id, 0) + 1
    return counts


def slip_of(task: Task, committed: CommittedCase, authority: str) -> Slip:
    return Slip(
        number=committed.temporary_no or task.number,
        item_name=task.item.name,
        authority=authority,
        handed_in_at=committed.handed_in_at,
        pages=committed.pages,
        correction=task.correction,
        qr_payload=encode(ReceiptCode(task.case_id, task.token)),
    )


def receipt_facts(
    slip: Slip, visit: Visit, enrolment: StationEnrolment, *, reprint: int, demonstration: bool
) -> ReceiptFacts:
    counts = page_counts(visit.pages)
    materials = visit.task.asked_item.materials if visit.task else ()
    mobile = (visit.values or {}).get("mobile", "")
    return ReceiptFacts(
        temporary_no=slip.number,
        official_no=slip.official_no,
        item_name=slip.item_name,
        applicant_masked=_shown_applicant(visit),
        mobile_masked=mask_mobile(mobile) if mobile else "",
        node_name=enrolment.node.name,
        device_no=enrolment.device_no,
        materials=tuple(MaterialLine(m.name, m.source, counts.get(m.id, 0)) for m in materials),
        handed_in_at=slip.handed_in_at,
        delivered=slip.delivered,
        qr_payload=slip.qr_payload,
        reprint=reprint,
        demonstration=demonstration,
    )


def _shown_applicant(visit: Visit) -> str:
    """A body has no privacy; a person has."""
    if visit.organisation is not None:
        return visit.organisation.name
    return mask_name(visit.person.name) if visit.person else ""


def correction_task(progress: CaseProgress, token: str, catalogue: Catalogue) -> Task | None:
    """The named fields and materials only, each of them required, also a material whose id the item has lost since, or
    given to another paper. ``None`` when the item is not known here, or has lost such a field: a window takes that."""
    correction = progress.correction
    item = next((item for item in catalogue.items if item.code == progress.item_code), None)
    if correction is None or item is None:
        return None
    wanted = {point.id: point.name for point in correction.points if point.kind == "material"}
    materials = {material.id: material for material in item.materials if wanted.get(material.id) == material.name}
    lost = (Material(id_, name, "applicant", "required") for id_, name in wanted.items() if id_ not in materials)
    fields = {point.id for point in correction.points if point.kind == "field"}
    if not fields.issubset(field.id for field in item.fields):
        return None
    return Task(
        case_id=progress.case_id,
        submission_id=correction.correction_id,
        item=replace(
            item,
            fields=tuple(field for field in item.fields if field.id in fields),
            materials=(*(replace(material, necessity="required") for material in materials.values()), *lost),
        ),
        token=token,
        correction=True,
        number=progress.temporary_no or progress.official_no,
        authority=progress.authority,
    )
