from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario_items import ALLOWANCE, FOOD_LICENCE, PLAIN, REIMBURSEMENT, items, tree

from domain.catalogue.model import Item, MaterialRule
from domain.catalogue.scenarios import allowed, is_complete, materials_for, next_question, questions

TWO_LEVELS = tree(
    ("person", "", "who"),
    ("agent", "", "who"),
    ("son", "agent", "kin"),
    ("other", "agent", "kin"),
    ("post", "", "how"),
    ("window", "", "how"),
)
"""After an agent is named, the kin is asked before the way of delivery: so the rows stand."""


def necessities(item: Item, *chosen: str) -> dict[str, str]:
    return {material.id: material.necessity for material in materials_for(item, chosen)}


def asked(item: Item, *chosen: str) -> tuple[str, ...]:
    question = next_question(item, chosen)
    return tuple(option.id for option in question.options) if question else ()


def test_an_item_without_scenarios_asks_nothing_and_keeps_its_materials() -> None:
    assert next_question(PLAIN, ()) is None
    assert is_complete(PLAIN, ())
    assert materials_for(PLAIN, ()) == PLAIN.materials


def test_questions_come_in_the_catalogues_order() -> None:
    assert asked(TWO_LEVELS) == ("person", "agent")
    assert asked(TWO_LEVELS, "person") == ("post", "window")
    assert asked(TWO_LEVELS, "agent") == ("son", "other")
    assert asked(TWO_LEVELS, "agent", "son") == ("post", "window")
    assert asked(TWO_LEVELS, "agent", "son", "post") == ()


def test_complete_is_only_the_whole_chain() -> None:
    assert is_complete(TWO_LEVELS, ("agent", "other", "window"))
    assert is_complete(TWO_LEVELS, ("person", "post"))
    assert not is_complete(TWO_LEVELS, ("agent", "other"))
    assert not is_complete(TWO_LEVELS, ())


@pytest.mark.parametrize(
    "chosen",
    [
        ("nobody",),
        ("",),
        ("son",),
        ("post",),
        ("person", "agent"),
        ("person", "person"),
        ("person", "son"),
        ("son", "agent"),
        ("person", "post", "window"),
    ],
)
def test_what_does_not_hang_together(chosen: tuple[str, ...]) -> None:
    assert not allowed(TWO_LEVELS, chosen)
    assert not is_complete(TWO_LEVELS, chosen)
    with pytest.raises(ValueError, match="DEMO-001 do not hang together"):
        next_question(TWO_LEVELS, chosen)
    with pytest.raises(ValueError, match="DEMO-001 do not hang together"):
        materials_for(TWO_LEVELS, chosen)


def test_the_same_words_after_another_answer_are_another_question() -> None:
    item = tree(("a", "", "who"), ("b", "", "who"), ("c", "a", "who"), ("d", "b", "who"))
    assert [len(question.options) for question in questions(item)] == [2, 1, 1]
    assert asked(item, "a") == ("c",)


def test_the_later_answer_decides() -> None:
    material = REIMBURSEMENT.materials[0]
    rules = (
        MaterialRule(material.id, "son", "required"),
        MaterialRule(material.id, "agent", "not_needed"),
        MaterialRule(material.id, "post", "tolerable"),
    )
    item = replace(TWO_LEVELS, materials=(material,), rules=rules)
    assert necessities(item) == {"m1": "required"}
    assert necessities(item, "agent") == {}
    assert necessities(item, "agent", "son") == {"m1": "required"}
    assert necessities(item, "agent", "other", "post") == {"m1": "tolerable"}


def test_outpatients_may_do_without_a_discharge_summary() -> None:
    question = next_question(REIMBURSEMENT, ())
    assert question is not None
    assert question.question == "报销的是哪一类费用？"
    assert [option.option for option in question.options] == ["住院费用", "门诊费用"]
    stay, visit = asked(REIMBURSEMENT)
    assert necessities(REIMBURSEMENT, stay) == dict.fromkeys(["m1", "m2", "m3", "m4", "m5"], "required")
    assert necessities(REIMBURSEMENT, visit) == necessities(REIMBURSEMENT, stay) | {"m3": "optional"}


def test_an_agent_brings_a_letter_of_authority() -> None:
    oneself, agent = asked(ALLOWANCE)
    assert necessities(ALLOWANCE, oneself) == {"m1": "required", "m2": "required"}
    assert necessities(ALLOWANCE, agent) == {"m1": "required", "m2": "required", "m3": "required"}
    assert materials_for(ALLOWANCE, (agent,))[2].name == "代办委托书"


def test_a_promise_lets_papers_follow() -> None:
    usual, promise = asked(FOOD_LICENCE)
    assert necessities(FOOD_LICENCE, usual) == {
        "m1": "required", "m2": "required", "m3": "required", "m4": "required", "m5": "tolerable",
    }  # fmt: skip
    assert necessities(FOOD_LICENCE, promise) == {
        "m1": "required", "m2": "required", "m3": "tolerable", "m4": "tolerable", "m5": "tolerable", "m6": "required",
    }  # fmt: skip


@given(items(), st.data())
def test_any_chain_of_answers_ends_complete(item: Item, data: st.DataObject) -> None:
    chosen: tuple[str, ...] = ()
    while (question := next_question(item, chosen)) is not None:
        assert allowed(item, chosen)
        assert not is_complete(item, chosen)
        assert len({(option.parent, option.question) for option in question.options}) == 1
        chosen = (*chosen, data.draw(st.sampled_from(question.options)).id)
    assert is_complete(item, chosen)
    assert len(chosen) == len(set(chosen)) <= len(questions(item))
    assert all(is_complete(item, chosen[:count]) == (count == len(chosen)) for count in range(len(chosen) + 1))


@given(items(), st.data())
def test_materials_are_never_invented(item: Item, data: st.DataObject) -> None:
    chosen: tuple[str, ...] = ()
    while (question := next_question(item, chosen)) is not None and data.draw(st.booleans()):
        chosen = (*chosen, data.draw(st.sampled_from(question.options)).id)
    own = {material.id: material for material in item.materials}
    rules = [rule for rule in item.rules if rule.scenario_id in chosen]
    found = materials_for(item, chosen)
    assert [material.id for material in found] == [key for key in own if key in {material.id for material in found}]
    for material in found:
        ruled = {rule.necessity for rule in rules if rule.material_id == material.id}
        assert material == replace(own[material.id], necessity=material.necessity)
        assert material.necessity in (ruled or {own[material.id].necessity})
    gone = set(own) - {material.id for material in found}
    assert gone <= {rule.material_id for rule in rules if rule.necessity == "not_needed"}


@given(items(), st.lists(st.integers(0, 13).map(lambda number: f"s{number}"), max_size=6))
def test_allowed_answers_follow_their_parents(item: Item, ids: list[str]) -> None:
    parents = {scenario.id: scenario.parent for scenario in item.scenarios}
    asked_of = {scenario.id: (scenario.parent, scenario.question) for scenario in item.scenarios}
    if allowed(item, tuple(ids)):
        assert all(parents[answer] in ["", *ids[:place]] for place, answer in enumerate(ids))
        assert len({asked_of[answer] for answer in ids}) == len(ids)
        assert all(allowed(item, tuple(ids[:count])) for count in range(len(ids)))
