"""Questions of the scenarios: one after the other, one back at a time, and what they leave to hand in."""

from dataclasses import replace

import pytest
from kiosk_examples import CATALOGUE, ITEM, TASK, VISIT

from domain.catalogue.scenarios import next_question
from domain.flow.machine import Machine
from kiosk import journey_map as m
from kiosk.journeys.guide import flow as guide
from kiosk.journeys.guide.presenter import present as present_guide
from kiosk.journeys.materials.flow import Pile
from kiosk.journeys.scenario import flow
from kiosk.journeys.scenario.presenter import present
from tools.kiosk_samples import PERSON, kept_page, with_second_question

NESTED = replace(TASK, item=with_second_question(ITEM))


def at_question(*chosen: str, task: m.Task = NESTED, visit: m.Visit = VISIT) -> Machine[m.Place, m.Event, m.Effect]:
    return Machine(m.TABLE, m.AtScenario(replace(visit, task=replace(task, chosen=chosen))))


def chosen_of(place: m.Place) -> tuple[str, ...]:
    assert place.visit.task is not None
    return place.visit.task.chosen


def test_each_answer_opens_the_next_question_and_the_last_the_guide() -> None:
    machine: Machine[m.Place, m.Event, m.Effect] = Machine(m.TABLE, m.AtSearch(m.Visit(person=PERSON)))
    for event, kind in (
        (m.TaskChosen(NESTED), m.AtScenario),
        (m.ScenarioChosen(("s2",)), m.AtScenario),
        (m.ScenarioChosen(("s2", "s3")), m.AtGuide),
    ):
        machine.feed(event)
        assert type(machine.state) is kind
    assert chosen_of(machine.state) == ("s2", "s3")


def test_back_takes_one_answer_and_then_the_list() -> None:
    machine: Machine[m.Place, m.Event, m.Effect] = Machine(
        m.TABLE, m.AtGuide(replace(VISIT, task=replace(NESTED, chosen=("s2", "s3"))))
    )
    machine.feed(m.Back())
    assert (type(machine.state), chosen_of(machine.state)) == (m.AtScenario, ("s2",))
    machine.feed(m.Back())
    assert (type(machine.state), chosen_of(machine.state)) == (m.AtScenario, ())
    machine.feed(m.Back())
    assert type(machine.state) is m.AtSearch


def test_another_item_from_the_guide_goes_past_the_questions() -> None:
    machine: Machine[m.Place, m.Event, m.Effect] = Machine(
        m.TABLE, m.AtGuide(replace(VISIT, task=replace(TASK, chosen=("s1",))))
    )
    machine.feed(m.OtherItem())
    assert type(machine.state) is m.AtSearch


@pytest.mark.parametrize("item", [i for i in CATALOGUE.items if not i.scenarios or i.kiosk_class in ("W", "P")])
def test_without_questions_or_not_done_here_the_guide_opens_at_once(item: object) -> None:
    machine: Machine[m.Place, m.Event, m.Effect] = Machine(m.TABLE, m.AtSearch(m.Visit(person=PERSON)))
    machine.feed(m.TaskChosen(replace(TASK, item=item)))  # type: ignore[arg-type]
    assert type(machine.state) is m.AtGuide


def test_other_answers_drop_the_pages_they_no_longer_ask_for() -> None:
    pages = (kept_page("m1", 1), kept_page("m2", 2))
    machine = at_question("s2", visit=replace(VISIT, pages=pages))
    effects = machine.feed(m.ScenarioChosen(("s2", "s3")))
    assert effects == (m.DropPages(TASK.case_id, (pages[1].kept.sealed_digest,)),)
    assert machine.state.visit.pages == pages[:1]


def test_the_checklist_asks_for_what_the_answer_leaves() -> None:
    inpatient, outpatient = (replace(TASK, chosen=(answer,)).asked_item for answer in ("s1", "s2"))
    assert "m3" in [material.id for material in Pile(inpatient.materials).missing]
    assert "m3" not in [material.id for material in Pile(outpatient.materials).missing]
    rows = present_guide(guide.first_state(outpatient, "", ("门诊费用",)), take_away="", demonstration=True)
    assert [row.required for row in rows.materials if row.name.startswith("诊断证明")] == [False]
    assert rows.facts[0][1] == "门诊费用"


def test_only_an_offered_answer_is_taken() -> None:
    question = next_question(NESTED.item, ("s2",))
    assert question is not None
    machine: Machine[flow.State, flow.Event, flow.Effect] = Machine(
        flow.TABLE, flow.Asking(NESTED.item, question, ("s2",))
    )
    assert machine.feed(flow.Chosen("s1")) == ()
    assert machine.feed(flow.Chosen("s4")) == (flow.Answer(("s2", "s4")),)
    props = present(machine.state)
    assert [choice.scenario_id for choice in props.choices] == ["s3", "s4", "s5"]
    assert props.answered == (("报销的是哪一类费用？", "门诊费用"),)
