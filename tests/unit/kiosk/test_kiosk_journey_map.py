from dataclasses import replace
from typing import Literal

import pytest
from kiosk_examples import CATALOGUE, COMMITTED, ITEM, TASK, VISIT

from domain.contract.progress import CaseProgress, CorrectionPoint
from domain.contract.signature import Signature
from domain.flow.machine import Machine
from kiosk import journey_map as m
from kiosk.composition.hand_in import correction_task, draft_of, numbered, receipt_facts, slip_of
from offline_queue.station import StationEnrolment
from tools.kiosk_samples import NOW, PERSON, TOKEN, case_progress, kept_page

SIGNATURE = Signature.of(b"\x89PNG\r\n\x1a\n", "applicant", NOW)
ENROLMENT = StationEnrolment.model_validate(
    {
        "url": "https://127.0.0.1:1", "device_id": "01950000-0000-7000-8000-0000000000aa", "device_no": "0001",
        "kind": "kiosk", "recipients": (), "verification_keys": (),
        "node": {"code": "330281-K01", "name": "余姚市自助服务区", "region": "330281", "region_name": "余姚市"},
    }
)  # fmt: skip


def walk(*events: m.Event, start: m.Place | None = None) -> Machine[m.Place, m.Event, m.Effect]:
    machine: Machine[m.Place, m.Event, m.Effect] = Machine(m.TABLE, start or m.AtHome())
    for event in events:
        machine.feed(event)
    return machine


def test_the_whole_way() -> None:
    pages = (kept_page("m1", 1),)
    machine = walk(m.Begin(), m.Identified(PERSON), m.TaskChosen(TASK), m.ScenarioChosen(("s1",)), m.GuideRead(),
                   m.FormFilled({"f1": "住院"}), m.PagesReady(pages), m.Committed(COMMITTED))  # fmt: skip
    place = machine.state
    assert isinstance(place, m.AtDone)
    assert (place.visit.person, place.visit.task, place.visit.pages) == (PERSON, replace(TASK, chosen=("s1",)), pages)


def test_an_item_without_paper_goes_from_the_form_to_the_review() -> None:
    task = replace(TASK, item=replace(ITEM, materials=tuple(x for x in ITEM.materials if not x.to_scan)))
    machine = walk(m.FormFilled({}), start=m.AtForm(replace(VISIT, task=task)))
    assert isinstance(machine.state, m.AtReview)
    machine.feed(m.Back())
    assert isinstance(machine.state, m.AtForm)


def test_stepping_back_loses_nothing() -> None:
    pages = (kept_page("m1", 1),)
    machine = walk(m.Back(pages=pages), start=m.AtMaterials(VISIT))
    assert machine.state == m.AtForm(replace(VISIT, pages=pages))
    machine.feed(m.Back(values={"f3": "12"}, sources={"region": "card"}))
    assert isinstance(machine.state, m.AtGuide)
    machine.feed(m.GuideRead())
    assert machine.state.visit.values == {"f3": "12"}
    assert machine.state.visit.pages == pages


def test_another_item_discards_the_pages_of_the_first() -> None:
    other = replace(TASK, case_id="01950000-0000-7000-8000-0000000000ff")
    machine = walk(start=m.AtSearch(replace(VISIT, pages=(kept_page("m1", 1),))))
    assert machine.feed(m.TaskChosen(other)) == (m.DiscardDraft(TASK.case_id),)
    assert machine.state.visit.pages == ()


@pytest.mark.parametrize("place", [m.AtScenario, m.AtGuide, m.AtForm, m.AtMaterials, m.AtReview])
def test_a_visit_that_ends_discards_its_draft_and_keeps_nothing(place: type) -> None:
    machine = walk(start=place(VISIT))
    assert machine.feed(m.Restart()) == (m.DiscardDraft(TASK.case_id),)
    assert machine.state == m.AtHome(m.Visit())


def test_what_was_handed_in_is_never_discarded() -> None:
    assert walk(start=m.AtDone(VISIT, COMMITTED)).feed(m.Restart()) == ()


def test_a_correction_asks_for_the_card_and_then_for_the_named_materials_only() -> None:
    task = correction_task(case_progress("CORRECTION", correction=True), TOKEN, CATALOGUE)
    assert task is not None
    assert [material.id for material in task.item.materials] == ["m3"]
    machine = walk(m.LookUp(), m.TaskChosen(task), m.Identified(PERSON), m.BegunAnew())
    assert isinstance(machine.state, m.AtMaterials)
    machine.feed(m.PagesReady((kept_page("m3", 1),)))
    draft = draft_of(machine.state.visit, task, PERSON, CATALOGUE, ENROLMENT)
    assert (draft.kind, draft.case_id, draft.submission_id) == ("correction", task.case_id, task.submission_id)
    assert draft.submission_id != draft.case_id
    assert (dict(draft.fields), draft.region) == ({}, "330203")


def test_a_material_the_item_has_lost_since_it_was_asked_for_may_be_brought_and_a_lost_field_is_for_a_window() -> None:
    progress = case_progress("CORRECTION", correction=True)
    assert progress.correction is not None

    def asked(kind: Literal["material", "field"]) -> CaseProgress:
        assert progress.correction is not None
        point = CorrectionPoint(kind=kind, id="lost", name="旧版清单", reason="请补交")
        both = progress.correction.model_copy(update={"points": (*progress.correction.points, point)})
        return progress.model_copy(update={"correction": both})

    task = correction_task(asked("material"), TOKEN, CATALOGUE)
    assert task is not None
    shown = [(material.id, material.name, material.necessity) for material in task.item.materials]
    assert shown == [("m3", "诊断证明/出院小结", "required"), ("lost", "旧版清单", "required")]
    assert correction_task(asked("field"), TOKEN, CATALOGUE) is None
    points = (CorrectionPoint(kind="material", id="m3", name="旧版清单", reason="请补交"),)
    other = progress.model_copy(update={"correction": progress.correction.model_copy(update={"points": points})})
    task = correction_task(other, TOKEN, CATALOGUE)
    assert task is not None
    assert [(material.id, material.name) for material in task.item.materials] == [("m3", "旧版清单")]


def test_leaving_before_an_answer_to_a_correction_is_begun_gives_up_no_earlier_one() -> None:
    task = correction_task(case_progress("CORRECTION", correction=True), TOKEN, CATALOGUE)
    assert task is not None
    on_the_way = (m.Identified(PERSON, for_another=True), m.ActFor(PERSON), m.BegunAnew())
    machine = walk(m.LookUp(), m.TaskChosen(task))
    for event in on_the_way:
        assert walk(start=machine.state).feed(m.Restart()) == (), machine.state
        machine.feed(event)
    assert machine.feed(m.Restart()) == (m.DiscardDraft(task.submission_id),), "now it is replaced, and given up"
    typed = walk(m.LookUp(), m.TaskChosen(task), m.Identified(replace(PERSON, proof="typed")))
    assert isinstance(typed.state, m.AtMaterials), "who is not proven is shown nothing of what was kept"


def test_a_correction_of_an_item_nobody_knows_here_is_no_task() -> None:
    progress = case_progress("CORRECTION", correction=True).model_copy(update={"item_code": "GONE"})
    assert correction_task(progress, TOKEN, CATALOGUE) is None


def test_pages_are_numbered_without_holes_in_each_material() -> None:
    pages = (kept_page("m1", 1), kept_page("m1", 3), kept_page("m2", 7))
    assert [(page.material_id, page.page_no) for page in numbered(pages)] == [("m1", 1), ("m1", 2), ("m2", 1)]


def test_the_draft_says_where_each_value_came_from_and_where_it_goes() -> None:
    visit = replace(VISIT, values={"region": "330205", "mobile": "13800000000"}, sources={"region": "card"})
    draft = draft_of(visit, TASK, PERSON, CATALOGUE, ENROLMENT)
    assert draft.region == "330205"
    assert dict(draft.sources) == {"region": "card", "mobile": "user"}
    assert (draft.applicant.id_kind, draft.applicant.mobile) == ("31", "13800000000")


def test_the_receipt_shows_the_person_masked() -> None:
    visit = replace(VISIT, values={"mobile": "13800000000"}, pages=(kept_page("m1", 1), kept_page("m1", 2)))
    slip = slip_of(TASK, COMMITTED, "海曙区医疗保障局")
    facts = receipt_facts(slip, visit, ENROLMENT, reprint=0, demonstration=True)
    assert (facts.applicant_masked, facts.mobile_masked) == ("*三", "138****0000")
    assert [line.pages for line in facts.materials] == [2, 0, 0, 0, 0]
    assert facts.qr_payload == f"OW1:{TASK.case_id}:{TOKEN}"


PAUSED = replace(VISIT, continue_code="7K2M9-PQR4T")


@pytest.mark.parametrize("place", [m.AtForm, m.AtMaterials, m.AtReview])
def test_what_the_citizen_holds_a_code_for_rests_when_the_visit_ends(place: type) -> None:
    assert walk(start=place(PAUSED)).feed(m.Restart()) == (m.RestDraft(TASK.case_id),)


def test_an_application_is_put_away_with_what_was_gathered_and_taken_up_where_it_was() -> None:
    pages = (kept_page("m1", 1),)
    machine = walk(m.Pause(m.Back(pages=pages)), start=m.AtMaterials(VISIT))
    stood = replace(VISIT, pages=pages, stood="materials")
    assert machine.state == m.AtPause(stood)
    machine.feed(m.Kept("7K2M9-PQR4T"))
    assert machine.state == m.AtPause(replace(stood, continue_code="7K2M9-PQR4T"), saved=True)
    assert machine.feed(m.Restart()) == (m.RestDraft(TASK.case_id),)
    machine = walk(m.Open("continue"), m.Identified(PERSON))
    machine.feed(m.Continued(TASK, {"f1": "1"}, {}, pages, "7K2M9-PQR4T", "materials"))
    assert machine.state == m.AtMaterials(
        m.Visit(
            person=PERSON, task=TASK, values={"f1": "1"}, pages=pages, continue_code="7K2M9-PQR4T", stood="materials"
        )
    )


@pytest.mark.parametrize("place", [m.AtForm, m.AtMaterials, m.AtReview])
def test_whoever_goes_on_stands_where_they_stood(place: type) -> None:
    visit = replace(VISIT, signature=SIGNATURE if place is m.AtReview else None)
    machine = walk(m.Pause(m.Back(signature=visit.signature)), m.Kept("x"), m.Back(), start=place(visit))
    assert type(machine.state) is place
    assert machine.state.visit.signature == visit.signature


@pytest.mark.parametrize("event", [m.EditForm(), m.EditMaterials(), m.Back(signature=SIGNATURE)])
def test_whoever_changes_anything_signs_again(event: object) -> None:
    machine = walk(event, start=m.AtReview(replace(VISIT, signature=SIGNATURE)))
    assert machine.state.visit.signature is None


TYPED = replace(PERSON, proof="typed")


@pytest.mark.parametrize("change", [{"agent": TYPED}, {"person": TYPED}])
def test_only_who_is_proven_can_put_it_away(change: dict[str, object]) -> None:
    start = m.AtForm(replace(VISIT, **change))
    assert walk(m.Pause(m.Back()), start=start).state == start


def test_whose_time_ran_out_leaves_it_for_its_owner_and_who_leaves_does_not() -> None:
    start = m.AtForm(VISIT)
    assert tuple(walk(start=start).feed(m.Restart(put_away=True))) == (m.RestDraft(TASK.case_id),)
    assert tuple(walk(start=start).feed(m.Restart())) == (m.DiscardDraft(TASK.case_id),)
    typed = m.AtForm(replace(VISIT, person=TYPED))
    assert tuple(walk(start=typed).feed(m.Restart(put_away=True))) == (m.DiscardDraft(TASK.case_id),)


def test_an_agent_goes_on_as_the_agent() -> None:
    principal = replace(PERSON, name="李测试")
    came = m.Continued(TASK, {}, {}, (), "", "form", principal=principal)
    place = walk(came, start=m.AtService(m.Visit(person=PERSON, service="continue"), "continue")).state
    assert (place.visit.person, place.visit.agent) == (principal, PERSON)


def test_what_was_not_saved_is_discarded() -> None:
    assert walk(start=m.AtPause(VISIT)).feed(m.Restart()) == (m.DiscardDraft(TASK.case_id),)
