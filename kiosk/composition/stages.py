"""Which step stands for which place of the map: one row a journey. Loaded with the first step after home."""

from collections.abc import Callable, Mapping

from domain.case.receipt_code import ReceiptCode
from domain.flow.machine import label
from domain.identity.person import Person
from kiosk import journey_map
from kiosk.composition.aftermath import DoneStage, ProgressStage
from kiosk.composition.arrival import GuideStage, ScenarioStage, SearchStage, authority_of
from kiosk.composition.face import FaceStage
from kiosk.composition.filing import FormStage, ReviewStage
from kiosk.composition.hand_in import region_of, slip_of
from kiosk.composition.identity import BehalfStage, IdentifyStage
from kiosk.composition.maintenance import MaintenanceStage
from kiosk.composition.materials import MaterialsStage
from kiosk.composition.open_services import EvaluationStage, HelpStage
from kiosk.composition.payment import PaymentStage
from kiosk.composition.putting_away import PauseStage, ResumeStage
from kiosk.composition.services import AppointmentStage, CasesStage, CertificatesStage
from kiosk.composition.stage import AnyStage, any_stage
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journey_map import Place, Service, Visit


def make_stage(place: Place, bench: Workbench, ways: Ways) -> AnyStage:
    """The step of a place. A place that lacks what its step needs is a bug and raises ``AssertionError``."""
    match place:
        case journey_map.AtIdentify() | journey_map.AtFace() | journey_map.AtBehalf():
            return _identity_stage(place, bench, ways)
        case journey_map.AtSearch():
            return any_stage(SearchStage(bench, ways, place.visit.audience))
        case journey_map.AtScenario(visit) if visit.task is not None:
            return any_stage(ScenarioStage(bench, ways, visit.task))
        case journey_map.AtGuide(visit) if visit.task is not None:
            return any_stage(GuideStage(bench, ways, visit.task, visit.person))
        case journey_map.AtProgress(_, words):
            return any_stage(ProgressStage(bench, ways, words))
        case journey_map.AtPause():
            return any_stage(PauseStage(bench, ways, place))
        case journey_map.AtService(visit, service):
            return _service_stage(visit, service, bench, ways)
        case journey_map.AtMaintenance():
            return any_stage(MaintenanceStage(bench, ways))
    return _work_stage(place, bench, ways)


def _identity_stage(
    place: journey_map.AtIdentify | journey_map.AtFace | journey_map.AtBehalf, bench: Workbench, ways: Ways
) -> AnyStage:
    if isinstance(place, journey_map.AtIdentify):
        return any_stage(IdentifyStage(bench, ways, place.laid, may_act=place.visit.service is None))
    person = place.visit.person
    assert person is not None
    if isinstance(place, journey_map.AtFace):
        return any_stage(FaceStage(bench, ways, person, place.portrait))
    return any_stage(BehalfStage(bench, ways, person))


def _service_stage(visit: Visit, service: Service, bench: Workbench, ways: Ways) -> AnyStage:
    if service == "help":
        return any_stage(HelpStage(bench, ways))
    if service == "evaluation":
        task = visit.task
        return any_stage(EvaluationStage(bench, ways, ReceiptCode(task.case_id, task.token) if task else None))
    assert visit.person is not None
    if service == "continue":
        begun = visit.task if visit.task is not None and visit.task.correction else None
        return any_stage(ResumeStage(bench, ways, visit.agent or visit.person, begun))
    return any_stage(_PERSONAL[service](bench, ways, visit.person))


_PERSONAL: Mapping[Service, Callable[[Workbench, Ways, Person], object]] = {
    "appointment": AppointmentStage,
    "cases": CasesStage,
    "certificates": CertificatesStage,
    "payment": PaymentStage,
}


def _work_stage(place: Place, bench: Workbench, ways: Ways) -> AnyStage:
    visit, person, task = place.visit, place.visit.person, place.visit.task
    assert person is not None
    assert task is not None
    match place:
        case journey_map.AtForm():
            return any_stage(FormStage(bench, ways, visit, task, person))
        case journey_map.AtMaterials():
            return any_stage(MaterialsStage(bench, ways, visit, task))
        case journey_map.AtReview():
            return any_stage(ReviewStage(bench, ways, visit, task, person))
        case journey_map.AtDone(_, committed):
            region = region_of(visit, person, bench.shop.catalogue, bench.enrolment)
            authority = task.authority or authority_of(bench, task.item, person, region)
            return any_stage(DoneStage(bench, ways, visit, slip_of(task, committed, authority), task.submission_id))
    message = f"no step for {label(place)}"
    raise AssertionError(message)
