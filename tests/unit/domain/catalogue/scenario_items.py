"""Items with scenarios: the shipped ones, and any that hypothesis thinks up."""

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from domain.catalogue.load import load_catalogue
from domain.catalogue.model import Item, Material, MaterialRule, Scenario

BODY = (Path(__file__).parents[4] / "assets/catalogue/demo_catalogue.json").read_text(encoding="utf-8")
CATALOGUE = load_catalogue(BODY)
PLAIN = CATALOGUE.item("DEMO-001")
REIMBURSEMENT = CATALOGUE.item("DEMO-016")
FOOD_LICENCE = CATALOGUE.item("DEMO-039")
ALLOWANCE = CATALOGUE.item("DEMO-042")


def tree(*rows: tuple[str, str, str]) -> Item:
    """An item of the rows (id, parent, question), whose options read like their ids."""
    scenarios = tuple(Scenario(own, parent, question, own) for own, parent, question in rows)
    return replace(PLAIN, scenarios=scenarios, rules=())


@st.composite
def items(draw: st.DrawFn) -> Item:
    """Well-formed items: up to 12 answers in any order, up to 4 materials, any rules."""
    rows: list[Scenario] = []
    for number in range(draw(st.integers(0, 12))):
        parent = draw(st.sampled_from(["", *(row.id for row in rows)]))
        rows.append(Scenario(f"s{number}", parent, draw(st.sampled_from("AB")), f"o{number}"))
    scenarios = tuple(draw(st.permutations(rows)))
    materials = tuple(
        Material(f"m{number}", f"材料{number}", "applicant", draw(st.sampled_from(["required", "optional"])))
        for number in range(draw(st.integers(0, 4)))
    )
    pairs = [(material.id, scenario.id) for material in materials for scenario in scenarios]
    ruled = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8)) if pairs else []
    necessity = st.sampled_from(["required", "optional", "tolerable", "not_needed"])
    rules = tuple(MaterialRule(material, scenario, draw(necessity)) for material, scenario in ruled)
    return replace(PLAIN, scenarios=scenarios, materials=materials, rules=rules)
