"""Scenarios and rules as JSON: what is read, what is refused, what lint says."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario_items import BODY, CATALOGUE, REIMBURSEMENT, items, tree

from domain.catalogue.lint import lint
from domain.catalogue.load import dump_catalogue, load_catalogue
from domain.catalogue.model import Item, Scenario
from domain.catalogue.scenario_faults import scenario_faults


def reimbursement() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(BODY)
    content["items"] = [item for item in content["items"] if item["no"] == 16]
    return content


def test_a_catalogue_of_before_scenarios_still_loads() -> None:
    content = reimbursement()
    del content["items"][0]["scenarios"], content["items"][0]["rules"]
    item = load_catalogue(json.dumps(content)).items[0]
    assert (item.scenarios, item.rules) == ((), ())
    assert item == replace(REIMBURSEMENT, scenarios=(), rules=())


def test_scenarios_do_not_touch_the_form_version() -> None:
    content = reimbursement()
    content["items"][0].update(scenarios=[], rules=[])
    assert load_catalogue(json.dumps(content)).items[0].form_version == REIMBURSEMENT.form_version


def rule(**change: str) -> dict[str, str]:
    return {"material_id": "m3", "scenario_id": "s2", "necessity": "optional"} | change


def answer(**change: str) -> dict[str, str]:
    return {"id": "s3", "parent": "", "question": "?", "option": "!"} | change


@pytest.mark.parametrize(
    ("rules", "scenarios", "fault"),
    [
        ([rule(material_id="m9")], [], "DEMO-016: a rule names material 'm9', which is not listed"),
        ([rule(scenario_id="s9")], [], "DEMO-016: a rule names scenario 's9', which is not listed"),
        ([rule(scenario_id="")], [], "DEMO-016: a rule names scenario '', which is not listed"),
        ([rule(), rule(necessity="required")], [], "DEMO-016: two rules for material 'm3' in scenario 's2'"),
        ([rule(necessity="perhaps")], [], r"items\.0\.rules\.0\.necessity"),
        ([], [answer(id="s1")], "DEMO-016: scenario id 's1' stands twice"),
        ([], [answer(id="")], "DEMO-016: a scenario has no id"),
        ([], [answer(parent="s9")], "DEMO-016: scenario 's3' follows 's9', which is not listed"),
        ([], [answer(parent="s3")], "DEMO-016: scenario 's3' comes after itself"),
        ([], [answer(parent="s4"), answer(id="s4", parent="s3")], "DEMO-016: scenario 's3' comes after itself"),
        ([], [{"id": "s3"}], r"items\.0\.scenarios\.2\.parent"),
    ],
)
def test_a_fault_is_named(rules: list[Any], scenarios: list[Any], fault: str) -> None:
    content = reimbursement()
    content["items"][0]["rules"] = rules
    content["items"][0]["scenarios"] += scenarios
    with pytest.raises(ValueError, match=f"not a catalogue: {fault}"):
        load_catalogue(json.dumps(content))


def test_one_cycle_or_lost_parent_is_one_fault() -> None:
    assert len(list(scenario_faults(tree(("a", "c", "?"), ("b", "a", "?"), ("c", "b", "?"), ("d", "c", "?"))))) == 1
    assert len(list(scenario_faults(tree(("a", "x", "?"), ("b", "a", "?"), ("c", "b", "?"))))) == 1


@given(items())
def test_dumped_and_loaded_scenarios_are_the_same(item: Item) -> None:
    catalogue = replace(CATALOGUE, items=(item,))
    assert load_catalogue(dump_catalogue(catalogue)) == catalogue


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["", *"abcdefg"])), unique_by=lambda row: row[0]))
def test_without_a_fault_every_answer_can_be_reached(rows: list[tuple[str, str]]) -> None:
    reached = {""}
    while more := {own for own, parent in rows if parent in reached} - reached:
        reached |= more
    item = tree(*((own, parent, "?") for own, parent in rows))
    assert (not list(scenario_faults(item))) == all(own in reached for own, _parent in rows)


def findings(*scenarios: Scenario) -> list[str]:
    item = replace(REIMBURSEMENT, scenarios=scenarios, rules=())
    return [finding.words for finding in lint(replace(CATALOGUE, items=(item,))) if finding.rule == "scenarios"]


def test_lint_reads_questions() -> None:
    first = Scenario("s1", "", "何人？", "本人")
    assert findings(first, Scenario("s2", "", "何人？", "他人")) == []
    assert findings(first) == ["scenario s1: a question with one option asks nothing"]
    assert findings(first, Scenario("s2", "", "何人？", "本人 ")) == [
        "scenario s1, s2: two options of a question read the same"
    ]
    assert findings(first, Scenario("s2", "", "何人？", " ")) == [
        "scenario s1, s2: a question and its options need words"
    ]
    assert findings(replace(first, question=""), Scenario("s2", "", "", "他人")) == [
        "scenario s1, s2: a question and its options need words"
    ]


def test_the_shipped_scenarios_are_the_three_written_by_hand() -> None:
    assert [item.no for item in CATALOGUE.items if item.scenarios or item.rules] == [16, 39, 42]
